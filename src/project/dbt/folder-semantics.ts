/** Semantic models, and the metrics and saved queries upon them, as properties files list them. */
import type { Consumer, ConsumerKind } from '../unit.js';
import { semanticColumns } from './consumers.js';
import type { MetricProperty, PropertiesFile, SavedQueryProperty, SemanticProperty } from './folder-config.js';
import { type Ids, nameIn } from './folder-consumers.js';

/** All files at once: a metric may stand in another file than the measure that it is made of. */
export function semanticsOf(files: readonly PropertiesFile[], project: string, ids: Ids): Consumer[] {
  const models = files.flatMap((file) => file.semantic_models ?? []);
  const metrics = files.flatMap((file) => file.metrics ?? []);
  const idOf = (kind: string, name: string): string => `${kind}.${project}.${name}`;
  const byMeasure = new Map(
    models.flatMap(({ name, measures = [] }) => measures.map((measure) => [measure.name, idOf('semantic_model', name)] as const)),
  );
  const consumer = (kind: ConsumerKind, id: string, name: string, more: Partial<Consumer>): Consumer => ({
    ...{ id, kind, name, path: '', tags: [], type: undefined, owner: undefined, url: undefined, dependsOn: [], columns: [] },
    ...more,
  });
  const semanticModel = (model: SemanticProperty): Consumer => {
    const unit = model.model === undefined ? undefined : ids(nameIn(model.model));
    const used = unit === undefined ? {} : { dependsOn: [unit], columns: semanticColumns(model).map((column) => ({ unit, column })) };
    return consumer('semantic-model', idOf('semantic_model', model.name), model.name, used);
  };
  const metric = ({ name, type, tags = [], model, type_params: made = {} }: MetricProperty): Consumer => {
    const { base_measure, conversion_measure } = made.conversion_type_params ?? {};
    const measures = given([made.measure, base_measure, conversion_measure]).map((each) => byMeasure.get(each));
    const others = given([made.numerator, made.denominator, ...(made.metrics ?? [])]).map((each) => idOf('metric', each));
    const unit = model === undefined ? undefined : ids(nameIn(model));
    const dependsOn = given([...new Set([unit, ...measures, ...others])]);
    return consumer('metric', idOf('metric', name), name, { type, tags, dependsOn });
  };
  const savedQuery = ({ name, query_params: { metrics: used = [] } = {} }: SavedQueryProperty): Consumer =>
    consumer('saved-query', idOf('saved_query', name), name, { dependsOn: used.map((each) => idOf('metric', each)) });
  const queries = files.flatMap((file) => file.saved_queries ?? []);
  return [...models.map(semanticModel), ...metrics.map(metric), ...queries.map(savedQuery)];
}

function given(names: readonly (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined);
}
