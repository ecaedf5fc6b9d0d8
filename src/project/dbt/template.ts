/** dbt's Jinja → SQL, with a template library; what only the warehouse could tell is not rendered. */
import { Template } from '@huggingface/jinja';
import { argumentsOf, plainValue } from './arguments.js';
import { type Macro, macrosIn } from './macros.js';

/** Values and functions by name, as templates see them. Functions get their keyword arguments as a Map, last. */
export type Globals = Readonly<Record<string, unknown>>;

export interface Renderer {
  /** Throws what the library throws where a template asks for something that is not there. */
  render(text: string, globals: Globals): string;
}

/** `return(x)` leaves the macro with a value of any type, which the library has no way to do. */
class Returned {
  constructor(readonly value: unknown) {}
}

/** `macroFiles`: the text of the project's macro files, and of its packages' by name of the package. */
export function newRenderer(macroFiles: readonly { readonly text: string; readonly package: string }[], project: string): Renderer {
  const packages = new Map<string, Map<string, Macro>>([[project, new Map()]]);
  for (const { text, package: name } of macroFiles) {
    const macros = packages.get(name) ?? new Map<string, Macro>();
    packages.set(name, macros);
    for (const macro of macrosIn(text)) macros.set(macro.name, macro);
  }
  const own = packages.get(project) as ReadonlyMap<string, Macro>;
  const templates = new Map<string, Template>();
  const template = (text: string): Template => {
    let parsed = templates.get(text);
    if (parsed === undefined) templates.set(text, (parsed = new Template(text)));
    return parsed;
  };
  const caller =
    (macro: Macro, globals: Globals) =>
    (...args: unknown[]) =>
      callMacro(macro, args, scopeFor(macro.definition, globals), template);
  /** The globals, and of all macros those that the text may mean: the library takes every name of a scope anew. */
  const scopeFor = (text: string, globals: Globals): Globals => {
    const words = new Set(text.match(/\w+/g));
    const named = (macros: ReadonlyMap<string, Macro>): Record<string, unknown> => {
      const called: Record<string, unknown> = {};
      for (const word of words) {
        const macro = macros.get(word);
        if (macro !== undefined) called[word] = caller(macro, globals);
      }
      return called;
    };
    const scope: Record<string, unknown> = { ...globals, ...named(own) };
    for (const word of words) {
      const macros = packages.get(word);
      if (macros !== undefined) scope[word] = { ...(scope[word] as object | undefined), ...named(macros) };
    }
    scope['return'] = (value: unknown) => {
      throw new Returned(plainValue(value));
    };
    scope['adapter'] = { dispatch: (name: unknown) => dispatched(String(name), own, globals, caller) };
    return scope;
  };
  return { render: (text, globals) => template(plainJinja(text)).render(scopeFor(text, globals)) };
}

/** The macro's default implementation, else the macro itself. */
function dispatched(
  name: string,
  macros: ReadonlyMap<string, Macro>,
  globals: Globals,
  caller: (macro: Macro, globals: Globals) => unknown,
): unknown {
  const macro = macros.get(`default__${name}`) ?? macros.get(name);
  if (macro !== undefined) return caller(macro, globals);
  if (Object.hasOwn(globals, name) && typeof globals[name] === 'function') return globals[name];
  throw new Error(`no macro ${name}`);
}

function callMacro({ name, definition }: Macro, args: readonly unknown[], scope: Globals, template: (text: string) => Template): unknown {
  const { list: positional, named } = argumentsOf(args);
  const values: Record<string, unknown> = {};
  const list = positional.map((value, at) => pass(values, `arg${at}__`, value));
  for (const [key, value] of named) list.push(`${key}=${pass(values, `${key}__`, value)}`);
  const { [name]: _itself, ...others } = scope;
  try {
    return template(`${plainJinja(definition)}{{ ${name}(${list.join(', ')}) }}`).render({ ...others, ...values });
  } catch (error) {
    if (error instanceof Returned) return error.value;
    throw error;
  }
}

function pass(values: Record<string, unknown>, name: string, value: unknown): string {
  values[name] = value;
  return name;
}

/** What dbt has beyond the library's Jinja, in its terms: `do`, growing lists, snapshots, and the parts of `this`. */
export function plainJinja(text: string): string {
  return text
    .replace(/\{%(-?)\s*do\s+/g, '{%$1 set ignored__ = ')
    .replace(APPEND, (_call, list: string, value: string) => `append__(${list}, [${value}])`)
    .replace(/\{%-?\s*(?:snapshot\s+\w+|endsnapshot)\s*-?%\}/g, '')
    .replace(/\bthis\.(schema|database|name|identifier|table)\b/g, 'this_$1__');
}

/** `list.append(…)` with parentheses inside up to two deep. */
const APPEND = /\b(\w+)\.append\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g;
