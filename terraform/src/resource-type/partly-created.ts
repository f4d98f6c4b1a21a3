import type { Values } from "../protocol/types.ts";

/**
 * Creating a resource failed after it existed. Terraform must keep what exists in its state, as tainted, or nothing
 * would ever delete it.
 */
export class PartlyCreated extends Error {
  /** What is known of the resource. */
  readonly created: Values;

  private constructor(created: Values, cause: unknown) {
    super("created in part", { cause });
    this.created = created;
  }

  /**
   * Does the rest of the work on a resource that exists.
   * @throws PartlyCreated where it fails
   */
  static async unless(created: Values, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw new PartlyCreated(created, error);
    }
  }
}
