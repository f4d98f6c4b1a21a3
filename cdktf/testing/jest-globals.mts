import { expect } from "@jest/globals";
import { type LogDestinationMatchers, matchers } from "./matchers.mts";

declare module "expect" {
  // Merges with the interface that @jest/globals takes from there, so its parameters are what they are there.
  interface Matchers<R extends void | Promise<void>, T = unknown> extends LogDestinationMatchers<R> {}
}

expect.extend(matchers);

export type { LogDestinationMatchers };
