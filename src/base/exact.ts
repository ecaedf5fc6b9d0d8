/**
 * A list that will not grow any more, without the room that engines keep behind its end: after the first `push` that is room for
 * 17 elements, and trees and flows are made of lists of one to three.
 */
export function exact<T>(list: T[]): T[] {
  return list.length < 16 ? list.slice() : list;
}
