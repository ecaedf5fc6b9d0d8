/** Broken texts and JSON trees of nearly the right shape, by a random source. */

/** Characters that programs trip over: NUL, lone surrogates, directions, joiners, a byte order mark, quotes that only look like quotes. */
const UNUSUAL = [
  '\0',
  '\ud800',
  '\udc00',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\u200d',
  '\u2028',
  '\u0085',
  '\u00a0',
  '\u3000',
  '\uff0c',
  '\u2019',
  '\u201c',
  '\x1b[31m',
  '\u{1f600}',
  'İ',
  'ß',
  '\r',
  '\v',
];
const OPENING = [
  '(',
  '[',
  '{',
  '<',
  "'",
  '"',
  '`',
  '/*',
  '--',
  '$$',
  '$x$',
  '{{',
  '{%',
  '{#',
  '#',
  "q'[",
  "e'",
  '"""',
  "'''",
  '<<',
  '@',
  ':',
  '?',
  '\\',
];
const CLOSING = [
  ')',
  ']',
  '}',
  '>',
  '*/',
  '}}',
  '%}',
  '#}',
  ';',
  ',',
  '.',
  '::',
  '=>',
  '->',
  '|>',
  '||',
  '*',
  '%',
  '@@',
  ':=',
  '\n/\n',
  '\ngo\n',
];
const HUGE = [
  '9'.repeat(400),
  '1e999',
  `0x${'f'.repeat(64)}`,
  '-1',
  '1e-999',
  '0.'.padEnd(300, '0'),
  '99999999999999999999',
  '00',
  '1_000',
  '1.2.3',
  '.5.',
];
const WORDS =
  `select from where with recursive as union all by name intersect except group order limit join left full cross natural using on lateral
   unnest pivot unpivot qualify window over partition rows between and or not in exists case when then else end cast convert is null like
   insert into values update set delete merge matched returning create table view temporary replace procedure function begin declare if
   while loop do execute copy alter drop rename truncate grant explain distinct top interval array struct map row grouping sets cube
   rollup connect prior start match_recognize sample tablesample for of any some extract trim position substring overlay collate at time
   zone filter within respect ignore nulls prewhere final array_join settings format match exclude * $1 :a @t @@x #t {{ref('a')}} {% if x %}`.split(
    /\s+/,
  );
const MOST = 10_000;

/** Words, numbers, quoted strings, white space and single characters. */
export function tokensOf(text) {
  return text.match(/[A-Za-z_][\w$]*|\d+|\s+|'[^'\n]*'|"[^"\n]*"|./gsu) ?? [];
}

/** One to five changes; `other` is a text to take pieces of. At most 10,000 characters. */
export function mutateText(random, text, other) {
  let tokens = tokensOf(text);
  for (let left = random.small(5); left > 0; left--) tokens = random.pick(TEXT_CHANGES)(tokens, random, other);
  return tokens.join('').slice(0, MOST);
}

const put = (tokens, at, ...more) => [...tokens.slice(0, at), ...more, ...tokens.slice(at)];
const place = (tokens, random) => random.below(tokens.length + 1);
const run = (tokens, random, most = 12) => {
  const from = place(tokens, random);
  return [from, Math.min(tokens.length, from + random.small(most))];
};

const TEXT_CHANGES = [
  function deleted(tokens, random) {
    const [from, to] = run(tokens, random);
    return [...tokens.slice(0, from), ...tokens.slice(to)];
  },
  function repeated(tokens, random) {
    const [from, to] = run(tokens, random, 40);
    const times = random.small(400);
    const piece = tokens.slice(from, to);
    const most = Math.max(1, Math.floor(MOST / (piece.join('').length + 1)));
    return put(tokens, to, ...Array.from({ length: Math.min(times, most) }, () => piece).flat());
  },
  function swapped(tokens, random) {
    const [a, b] = [random.below(tokens.length || 1), random.below(tokens.length || 1)];
    const copy = [...tokens];
    [copy[a], copy[b]] = [copy[b] ?? '', copy[a] ?? ''];
    return copy;
  },
  function spliced(tokens, random, other) {
    const theirs = tokensOf(other);
    const [from, to] = run(theirs, random, 60);
    return put(tokens, place(tokens, random), ' ', ...theirs.slice(from, to), ' ');
  },
  function replaced(tokens, random, other) {
    const [from, to] = run(tokens, random, 6);
    return [...tokens.slice(0, from), random.pick(tokensOf(other)) ?? '', ...tokens.slice(to)];
  },
  (tokens, random) => put(tokens, place(tokens, random), ' ', random.pick(WORDS), ' '),
  (tokens, random) => put(tokens, place(tokens, random), random.pick(OPENING)),
  (tokens, random) => put(tokens, place(tokens, random), random.pick(CLOSING)),
  (tokens, random) => put(tokens, place(tokens, random), random.pick(UNUSUAL)),
  (tokens, random) => put(tokens, place(tokens, random), ' ', random.pick(HUGE), ' '),
  function cut(tokens, random) {
    const at = place(tokens, random);
    return random.chance(0.5) ? tokens.slice(0, at) : tokens.slice(at);
  },
  function wrapped(tokens, random) {
    const [from, to] = run(tokens, random, 30);
    const times = random.small(1000);
    const [open, close] = random.pick([
      ['(', ')'],
      ['[', ']'],
      ['{', '}'],
      ['(select ', ' from t)'],
      ['case when ', ' end '],
      ['cast(', ' as int)'],
      ['f(', ')'],
      ['array[', ']'],
      ['begin ', ' end;'],
      ['struct<a ', '>'],
      ['{{ ', ' }}'],
      ['{% if x %}', '{% endif %}'],
      ['/*', '*/'],
      ['not ', ''],
      ['', ' is null'],
    ]);
    const closes = random.chance(0.7) ? close : '';
    return [...tokens.slice(0, from), open.repeat(times), ...tokens.slice(from, to), closes.repeat(times), ...tokens.slice(to)];
  },
  function flipped(tokens, random) {
    const text = tokens.join('');
    if (text === '') return tokens;
    const at = random.below(text.length);
    const code = text.charCodeAt(at) ^ (1 << random.below(random.chance(0.9) ? 7 : 16));
    return [text.slice(0, at), String.fromCharCode(code), text.slice(at + 1)];
  },
  (tokens, random) => tokens.map((token) => (random.chance(0.3) ? token.toUpperCase() : token)),
  (tokens) => tokens.map((token) => (token.trim() === '' ? '\r\n' : token)),
  (tokens) => tokens.map((token) => (token.trim() === '' ? ' /* c */ ' : token)),
  (tokens, random, other) => [...tokens, random.pick([';\n', ' union all ', ', ', '\n']), other],
];

/** Values that stand where others belong. Some are names that every object has. */
const ODD = [
  null,
  0,
  -1,
  5,
  1e308,
  true,
  false,
  '',
  ' ',
  'x',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  '\ud800',
  '{{ ref("x") }}',
  '{% macro',
  [],
  [null],
  [[]],
  ['x'],
  [5],
  {},
  { a: null },
  { name: null },
  { columns: 5 },
  { nodes: {} },
];

/** A copy of a JSON tree with one to five members changed. */
export function mutateTree(random, tree) {
  let copy = structuredClone(tree);
  for (let left = random.small(5); left > 0; left--) copy = changeMember(random, copy);
  return copy;
}

function changeMember(random, tree) {
  const odd = () => (random.chance(0.1) ? nested(random) : structuredClone(random.pick(ODD)));
  let holder = tree;
  if (!isTree(holder) || random.chance(0.01)) return odd();
  for (;;) {
    const keys = Object.keys(holder);
    if (keys.length === 0) return tree;
    const key = random.pick(keys);
    if (isTree(holder[key]) && random.chance(0.85)) {
      holder = holder[key];
      continue;
    }
    random.pick(MEMBER_CHANGES)(holder, key, odd, random);
    return tree;
  }
}

const isTree = (value) => typeof value === 'object' && value !== null;

/** Own members whatever the name: `__proto__` is a key like any other in JSON. */
const define = (holder, key, value) => Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });

const MEMBER_CHANGES = [
  (holder, key, odd) => define(holder, key, odd()),
  (holder, key, odd) => define(holder, key, odd()),
  (holder, key) => void delete holder[key],
  (holder, key) => define(holder, key, [holder[key]]),
  (holder, key) => define(holder, key, { [key]: holder[key] }),
  (holder, key) => define(holder, key, JSON.stringify(holder[key])),
  (holder, key, odd, random) => {
    if (!Array.isArray(holder)) define(holder, random.pick(['__proto__', 'constructor', 'toString', '', 'x', key.toUpperCase()]), odd());
  },
  (holder, key, _odd, random) => {
    const others = Object.keys(holder);
    const other = random.pick(others);
    const value = holder[key];
    define(holder, key, holder[other]);
    define(holder, other, value);
  },
];

function nested(random) {
  let value = random.pick(['x', null, 5]);
  const isList = random.chance(0.5);
  for (let left = random.small(500); left > 0; left--) value = isList ? [value] : { a: value };
  return value;
}
