import { answer, findDialect, parse, readSchema } from 'headwater';
import { measure } from '../measure.mjs';

const refuse = (diagnostics) => {
  const error = diagnostics.find((diagnostic) => diagnostic.code === 'syntax');
  if (error) throw new Error(error.message);
};

await measure(({ mode, schema }) => {
  if (mode === 'parse') return ({ sql, dialect }) => refuse(parse(sql, findDialect(dialect) ?? findDialect('generic')).diagnostics);
  const { catalog } = readSchema(JSON.stringify(schema), 'json');
  // A request and its answer as JSON text, as `headwater batch` does it: all edges, direct and indirect.
  const lines = new Map();
  return (query) => {
    const line = lines.get(query);
    if (line !== undefined) return answer(line, { catalog });
    const request = JSON.stringify({ sql: query.sql, dialect: query.dialect });
    const { edges, diagnostics } = JSON.parse(answer(request, { catalog }));
    refuse(diagnostics);
    if (edges.length === 0) throw new Error('no lineage');
    lines.set(query, request);
  };
});
