/** The parts whose inputs are looked at one by one, by name. Each makes its inputs from a seed and a number. */
import { dialects } from 'headwater';
import { newFormats } from './formats.mjs';
import { newMutations } from './mutations.mjs';
import { newNesting } from './nesting.mjs';

const MAKERS = { mutations: newMutations, nesting: newNesting, formats: newFormats };

export function newInputs(part, seed) {
  return MAKERS[part](
    seed,
    [...dialects.values()].map(({ name }) => name),
  );
}
