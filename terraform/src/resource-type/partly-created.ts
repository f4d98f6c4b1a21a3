import type { Values } from "../protocol/types.ts";

/** Making a resource failed when there was one already: terraform has to know of it, or it is left behind. */
export class HalfMade extends Error {
  /** What is known of it. */
  readonly made: Values;

  private constructor(made: Values, cause: unknown) {
    super("made, and not as it should be", { cause });
    this.made = made;
  }

  /** @throws HalfMade where the rest of the work fails */
  static async unless(made: Values, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw new HalfMade(made, error);
    }
  }
}
