import { type LogDestinationMatchers, matchers } from "./matchers.mts";

declare global {
  namespace jest {
    // Merges with the interface of @types/jest, so its parameters are what they are there.
    interface Matchers<R, T> extends LogDestinationMatchers<R> {}
  }
}

interface Expect {
  extend(matchers: Record<string, unknown>): void;
}

const { expect } = globalThis as { expect?: Expect };
if (expect === undefined) {
  throw new Error(
    "jest's expect is not there; name @log-destinations/cdktf/testing/jest in setupFilesAfterEnv, with injectGlobals on, or import @log-destinations/cdktf/testing/jest-globals [LD2709]",
  );
}
expect.extend(matchers);
