import { createRequire } from 'node:module';
import { join } from 'node:path';
import { measure } from '../measure.mjs';

const NAMES = { postgres: 'postgresql' };

await measure(async ({ mode, schema, peers }) => {
  const polyglot = createRequire(join(peers, 'from.js'))('@polyglot-sql/sdk');
  await polyglot.init();
  const tables = Object.entries(schema).map(([name, columns]) => ({
    name: name.split('.').at(-1),
    ...(name.includes('.') && { schema: name.split('.').at(-2) }),
    columns: columns.map((column) => ({ name: column, type: 'VARCHAR' })),
  }));
  return ({ sql, dialect }) => {
    const name = NAMES[dialect] ?? dialect;
    const result =
      mode === 'parse'
        ? polyglot.parse(sql, name)
        : polyglot.openLineageColumnLineage(sql, {
            dialect: name,
            producer: 'urn:bench',
            datasetNamespace: 'bench',
            outputDataset: { namespace: 'bench', name: 'result' },
            schema: { tables, strict: false },
          });
    if (!result.success) throw new Error(result.error);
    if (mode !== 'parse' && !Object.values(result.facet.fields).some((field) => field.inputFields.length > 0))
      throw new Error('no lineage');
  };
});
