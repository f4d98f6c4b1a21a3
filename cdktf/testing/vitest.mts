import { expect } from "vitest";
import { type LogDestinationMatchers, matchers } from "./matchers.mts";

declare global {
  namespace Chai {
    // vitest makes its own `Assertion` of this one. Its `Matchers` has other parameters in version 5 than in version 4.
    interface Assertion extends LogDestinationMatchers<void> {}
  }
}

expect.extend(matchers);

// An export makes the declarations add to vitest's instead of replacing them.
export type { LogDestinationMatchers };
