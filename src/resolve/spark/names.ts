/** How datasets that plans name are called. */
import type { Dataset, Sources } from '../../lineage/source.js';
import { internDataset } from '../../lineage/source.js';

/** The session's own catalog, which SQL leaves out. */
const SESSION_CATALOG = 'spark_catalog.';

/** The dataset of a printed name: `spark_catalog.shop.orders` and `shop.orders` are one. */
export function namedDataset(sources: Sources, name: string): Dataset {
  const plain = name.startsWith(SESSION_CATALOG) ? name.slice(SESSION_CATALOG.length) : name;
  return internDataset(sources, plain, plain.split('.'));
}

/**
 * The dataset of a path: `/in/a` for `file:/in/a`, and the directory for the files that Spark itself put into it. A directory of
 * the warehouse (`…/lake.db/orders`) is the managed table that Spark keeps there, so that the command of a saveAsTable and the
 * insert that it runs write one dataset.
 */
export function pathDataset(sources: Sources, printed: string): Dataset {
  const path = printed.replace(/^file:(?:\/\/(?=\/))?(?=\/)/, '').replace(/\/part-[^/]*$/, '');
  const managed = /\/([^/]+)\.db\/([^/]+)\/?$/.exec(path);
  if (managed !== null) return internDataset(sources, `${managed[1]}.${managed[2]}`, [managed[1] as string, managed[2] as string]);
  return internDataset(sources, path, [path]);
}
