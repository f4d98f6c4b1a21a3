import type { Tags } from "@log-destinations/core";
import type { Control, LocalApi } from "@log-destinations/local";

/** The account and Region that a resource is worked on in, and the ways to the local service there. */
export interface ResourceContext {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The partition of the Region, such as `aws`. */
  readonly partition: string;
  /** The ARN of the caller, as the service sees it. */
  readonly callerArn: string;
  readonly api: LocalApi;
  readonly control: Control;
  /** The provider's `default_tags`; `undefined` while they are not known yet. */
  readonly defaultTags: Tags | undefined;
  /** Milliseconds until the service sees a change of a role. */
  readonly propagation: number;
  /** Aborted when Terraform asks the provider to stop. */
  readonly signal: AbortSignal;
}
