/** A block in `schemas.json`. */
export interface BlockInFile {
  /** How it is nested in its parent; the outermost block has none. */
  readonly nesting?: string;
  readonly min?: number;
  readonly max?: number;
  /** By name, such as `optional computed map(string)`: flags first, the type last. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly blocks?: Readonly<Record<string, BlockInFile>>;
}

/** The content of `schemas.json`, derived from `@cdktf/provider-aws` by `scripts/schemas.ts`. */
export interface SchemaFile {
  readonly provider: BlockInFile;
  readonly resources: Readonly<Record<string, BlockInFile>>;
  readonly dataSources: Readonly<Record<string, BlockInFile>>;
}
