/** A block as `schemas.json` has it. */
export interface WrittenBlock {
  /** How often it may stand in its parent; the outermost stands alone. */
  readonly nesting?: string;
  readonly min?: number;
  readonly max?: number;
  /** `optional computed map(string)`: how it is given, and its type last. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly blocks?: Readonly<Record<string, WrittenBlock>>;
}

/** What `schemas.json` holds, derived from `@cdktf/provider-aws` by `scripts/terraform-schemas.ts`. */
export interface WrittenSchemas {
  readonly provider: WrittenBlock;
  readonly resources: Readonly<Record<string, WrittenBlock>>;
  readonly dataSources: Readonly<Record<string, WrittenBlock>>;
}
