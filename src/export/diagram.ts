/** Options of the diagram formats (`mermaid`, `dot`). */
export interface DiagramOptions {
  /** The direction that data flows in. Default `LR`. */
  readonly direction?: 'LR' | 'TB';
  /** Default true. */
  readonly legend?: boolean;
}
