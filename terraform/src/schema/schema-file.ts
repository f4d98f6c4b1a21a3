/** A block in `schemas.json`. */
export interface BlockInFile {
  /** The version of the real provider that is known not to have it. */
  readonly notIn?: string;
  /** How it is nested in its parent; the outermost block has none. */
  readonly nesting?: string;
  readonly min?: number;
  readonly max?: number;
  /**
   * By name, such as `optional computed map(string)`: flags first, the type last. The flag `not-in-6.25.0` names a version
   * of the real provider that is known not to have it.
   */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly blocks?: Readonly<Record<string, BlockInFile>>;
}

/** The content of `versions.json`: the two versions of the real provider whose schemas are known. */
export interface Versions {
  readonly older: string;
  readonly newer: string;
}

/** The content of `schemas.json`, derived from two packages of provider classes by `scripts/schemas.ts`. */
export interface SchemaFile {
  readonly provider: BlockInFile;
  readonly resources: Readonly<Record<string, BlockInFile>>;
  readonly dataSources: Readonly<Record<string, BlockInFile>>;
}
