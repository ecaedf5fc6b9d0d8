/** Part 5, texts: every shape of SQL as large as 10,000 characters allow, in every text format: a second and 500 MB. */
import { exporters } from 'headwater';
import { newRandom } from './random.mjs';
import { SQL_SHAPES } from './shapes-sql.mjs';

const MOST_TEXT = 10_000;
const FORMATS = Object.keys(exporters);

export function newFormats(seed, dialects) {
  const start = newRandom(seed, 'formats').below(1000);
  return {
    count: SQL_SHAPES.length * FORMATS.length,
    make(index) {
      const [name, own, shape] = SQL_SHAPES[index % SQL_SHAPES.length];
      const round = Math.floor(index / SQL_SHAPES.length);
      const text = largest(shape);
      const dialect = round % 2 === 0 ? own : dialects[(start + index) % dialects.length];
      const format = FORMATS[round % FORMATS.length];
      return { kind: 'format', text, dialect, format, name, about: `${name}, ${dialect}, ${format}`, turn: index };
    },
  };
}

function largest(shape) {
  let n = 2;
  while (n < 4096 && shape(n * 2).length <= MOST_TEXT) n *= 2;
  for (let step = n >> 1; step >= 1; step >>= 1) if (shape(n + step).length <= MOST_TEXT) n += step;
  return shape(n);
}
