import { expect } from "vitest";
import { type LogDestinationMatchers, matchers } from "./matchers.mts";

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: an interface merges only with the very parameters that vitest declares
  interface Matchers<T = any> extends LogDestinationMatchers<T> {}
}

expect.extend(matchers);

// An export makes the declarations add to vitest's instead of replacing them.
export type { LogDestinationMatchers };
