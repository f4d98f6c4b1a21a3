/** A part of the random cases is enough where the tests run once for each change of the sources. */
export const shareOfRuns = globalThis.process?.env.STRYKER_MUTATOR_WORKER === undefined ? 1 : 1 / 10;
