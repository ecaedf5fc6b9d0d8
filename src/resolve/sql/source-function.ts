/** Calls that stand for a dataset: files (`s3('…')`), tables of other servers (`remote('host', db.t)`), dictionaries, feeds of changes. */
import type { Facts } from '../../functions/table.js';
import type { Expression, FunctionCall } from '../../sql/tree.js';

/** The paths of the files that a call reads, or of the one that it writes. */
export function pathsOf({ file }: Facts, call: FunctionCall): readonly string[] | undefined {
  const [first] = call.arguments;
  const isBulk = first?.kind === 'named-argument' && first.name.name.toLowerCase() === 'bulk'; // OPENROWSET
  const argument = isBulk
    ? first.value
    : file === undefined
      ? undefined
      : (propertyOf(call, 'path') ?? propertyOf(call, 'uri') ?? call.arguments[file]);
  if (argument === undefined) return undefined;
  const elements = argument.kind === 'array' ? argument.elements : [argument];
  const paths = elements.flatMap((element) => textOf(element) ?? []);
  return paths.length === 0 || paths.length < elements.length ? undefined : paths;
}

/** StarRocks' and Doris' `FILES("path" = "…")`, `S3("uri" = "…")`. */
function propertyOf({ arguments: list }: FunctionCall, name: string): Expression | undefined {
  for (const argument of list) {
    if (argument.kind !== 'operation' || argument.operators[0] !== '=') continue;
    const [key, value] = argument.operands;
    if (key?.kind === 'literal' && key.value?.toLowerCase() === name) return value;
  }
  return undefined;
}

function textOf(argument: Expression): string | undefined {
  return argument.kind === 'literal' && argument.type === 'string' ? argument.value : undefined;
}

/** The parts of the name of the table that a call means. */
export function tableOf({ table }: Facts, call: FunctionCall): readonly string[] | undefined {
  const [first, second, third] = call.arguments;
  if (table === 'first') return first && partsOf(first);
  if (isView(call)) return call.name.map((part) => part.name);
  if (table === undefined || second === undefined) return undefined;
  const parts = partsOf(second);
  if (parts?.length !== 1 || third === undefined) return parts;
  return [...parts, ...(partsOf(third) ?? [])];
}

function partsOf(argument: Expression): readonly string[] | undefined {
  if (argument.kind === 'column-name') return argument.parts.map((part) => part.name);
  if (argument.kind === 'keyword') return [argument.text]; // the database that is called default
  return textOf(argument)?.split('.');
}

/** ClickHouse's views with parameters: `FROM sales_of(year = 2024)`. */
function isView({ arguments: list }: FunctionCall): boolean {
  return (
    list.length > 0 &&
    list.every((argument) => argument.kind === 'operation' && argument.operators[0] === '=' && isName(argument.operands[0]))
  );
}

function isName(operand: Expression | undefined): boolean {
  return operand?.kind === 'column-name' && operand.parts.length === 1;
}
