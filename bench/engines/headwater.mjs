import { analyze, findDialect, parse, readSchema } from 'headwater';
import { measure } from '../measure.mjs';

const refuse = (diagnostics) => {
  const error = diagnostics.find((diagnostic) => diagnostic.code === 'syntax');
  if (error) throw new Error(error.message);
};

await measure(({ mode, schema }) => {
  if (mode === 'parse') return ({ sql, dialect }) => refuse(parse(sql, findDialect(dialect) ?? findDialect('generic')).diagnostics);
  const { catalog } = readSchema(JSON.stringify(schema), 'json');
  return ({ sql, dialect }) => {
    const { diagnostics, lineage } = analyze(sql, { dialect, catalog });
    refuse(diagnostics);
    if (lineage.edges.length === 0) throw new Error('no lineage');
  };
});
