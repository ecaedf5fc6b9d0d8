/** What an engine makes of operators, constants, branches and calls: one object an engine, each rule checked against it. */
import type { FunctionCall, Literal } from '../sql/tree.js';
import type { TypeWords } from './read-type.js';
import type { Type } from './type.js';

export interface TypeRules extends TypeWords {
  /** What a comparison gives. */
  readonly boolean: Type | undefined;
  /** A number, or a string in plain quotes. */
  constant(literal: Literal): Type | undefined;
  /** `a + b`, `a || b`, …: the operator in lower case. */
  binary(operator: string, left: Type, right: Type): Type | undefined;
  /** `-a`, `~a`. */
  unary(operator: string, operand: Type): Type | undefined;
  /** The one type of a CASE's results, COALESCE's arguments, a set operation's branches, an array's elements. */
  common(types: readonly Type[]): Type | undefined;
  /**
   * What a call gives, exactly. `given`: what the table of functions says of it, which may be no more than a family. `args`: undefined
   * for what is no value.
   */
  call(name: string, args: readonly (Type | undefined)[], given: Type | undefined, node: FunctionCall): Type | undefined;
  /** Whether a constant that is NULL loses its type before the operators around it are looked at. */
  readonly foldsNulls: boolean;
  /** Whether a value that is no such type becomes NULL where it is cast. */
  readonly castsToNull: boolean;
  /** Whether a division by zero is NULL, or an error. Undefined: not known. */
  readonly zeroDivides: 'null' | 'error' | undefined;
  /** Whether a recursive query has the types of its first branch. */
  readonly recursionKeepsTypes: boolean;
}
