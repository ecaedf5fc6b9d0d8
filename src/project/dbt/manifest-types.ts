/** What Headwater reads of dbt's manifest.json, versions 4 to 12. Everything may be missing: versions and writers differ. */

export interface ManifestNode {
  readonly unique_id: string;
  readonly resource_type: string;
  readonly name: string;
  readonly alias?: string | null;
  readonly database?: string | null;
  readonly schema?: string | null;
  readonly identifier?: string | null;
  readonly source_name?: string;
  readonly relation_name?: string | null;
  readonly package_name?: string;
  readonly original_file_path?: string;
  readonly fqn?: readonly string[];
  readonly tags?: readonly string[];
  readonly config?: {
    readonly materialized?: string;
    readonly tags?: readonly string[] | string;
    readonly meta?: Readonly<Record<string, unknown>>;
    readonly enabled?: boolean;
    readonly contract?: { readonly enforced?: boolean } | null;
    readonly access?: string;
    readonly group?: string | null;
  } | null;
  readonly contract?: { readonly enforced?: boolean } | null;
  readonly access?: string;
  readonly group?: string | null;
  readonly description?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly columns?: Readonly<Record<string, ManifestColumn>>;
  readonly language?: string;
  readonly compiled_code?: string | null;
  readonly compiled_sql?: string | null;
  readonly raw_code?: string | null;
  readonly raw_sql?: string | null;
  readonly compiled?: boolean;
  readonly depends_on?: { readonly nodes?: readonly string[] } | null;
  readonly version?: string | number | null;
  readonly latest_version?: string | number | null;
  /** Of tests. */
  readonly column_name?: string | null;
  readonly attached_node?: string | null;
  readonly test_metadata?: { readonly name?: string; readonly kwargs?: Readonly<Record<string, unknown>> } | null;
  /** Of exposures and metrics. */
  readonly type?: string;
  readonly label?: string | null;
  readonly url?: string | null;
  readonly owner?: { readonly name?: string | null; readonly email?: string | readonly string[] | null } | null;
  /** Of metrics before version 10. */
  readonly model?: string | null;
  readonly expression?: string | null;
  /** Of semantic models. */
  readonly entities?: readonly ManifestElement[];
  readonly dimensions?: readonly ManifestElement[];
  readonly measures?: readonly ManifestElement[];
}

export interface ManifestColumn {
  readonly name?: string;
  readonly quote?: boolean | null;
}

/** An entity, dimension or measure: its expression, else its name, is a column or made of some. */
export interface ManifestElement {
  readonly name: string;
  readonly expr?: string | number | null;
}

type Nodes = Readonly<Record<string, ManifestNode>>;

export interface Manifest {
  readonly metadata: {
    readonly dbt_schema_version?: string;
    readonly adapter_type?: string | null;
    readonly project_name?: string | null;
  };
  readonly nodes: Nodes;
  readonly sources?: Nodes;
  readonly exposures?: Nodes;
  readonly metrics?: Nodes;
  readonly semantic_models?: Nodes;
  readonly saved_queries?: Nodes;
  readonly unit_tests?: Nodes;
}

/** dbt's catalog.json: what the warehouse said. */
export interface DbtCatalog {
  readonly nodes?: Readonly<Record<string, DbtCatalogTable>>;
  readonly sources?: Readonly<Record<string, DbtCatalogTable>>;
}

export interface DbtCatalogTable {
  readonly columns: Readonly<Record<string, { readonly name?: string; readonly index?: number }>>;
}
