/** Facets as OpenLineage wants them: every one says who made it and which version of its schema it follows. */
export type Facet = Readonly<Record<string, unknown>>;

const SPEC = 'https://openlineage.io/spec/facets';
const SCHEMAS: Record<string, string> = {
  columnLineage: `${SPEC}/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet`,
  documentation: `${SPEC}/1-1-0/DocumentationJobFacet.json#/$defs/DocumentationJobFacet`,
  errorMessage: `${SPEC}/1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet`,
  jobType: `${SPEC}/2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet`,
  parent: `${SPEC}/1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet`,
  processing_engine: `${SPEC}/1-1-1/ProcessingEngineRunFacet.json#/$defs/ProcessingEngineRunFacet`,
  schema: `${SPEC}/1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet`,
  sql: `${SPEC}/1-1-0/SQLJobFacet.json#/$defs/SQLJobFacet`,
};

/** The facets that are given, each under its name. */
export function facetsOf(producer: string, facets: Readonly<Record<keyof typeof SCHEMAS, Facet | undefined>>): Record<string, Facet> {
  return Object.fromEntries(
    Object.entries(facets).flatMap(([name, facet]) =>
      facet ? [[name, { _producer: producer, _schemaURL: SCHEMAS[name], ...facet }]] : [],
    ),
  );
}
