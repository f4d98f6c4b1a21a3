import type { ResourceContext } from "../context.ts";
import type { Values } from "../protocol/types.ts";

/** The provider of a data source. Its account and Region may not be known yet, so that each is asked for only if needed. */
export interface DataSourceContext {
  /** @throws DiagnosticError where it is not known yet */
  readonly region: () => string;
  /** @throws DiagnosticError where the account or the Region is not known yet */
  readonly context: () => ResourceContext;
}

type Answer = Values | undefined;

/** @returns `undefined` where this world has no answer */
export type DataSource = (config: Values, provider: DataSourceContext) => Answer | Promise<Answer>;
