import type { Control, LocalApi } from "@log-destinations/local";
import type { KeptResources } from "./kept/kept-resources.ts";
import type { ApplyInProgress } from "./order/apply-in-progress.ts";
import type { ProviderTags } from "./provider-tags.ts";

/** The account and Region that a resource is worked on in, and the ways to the local service there. */
export interface ResourceContext extends ProviderTags {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The partition of the Region, such as `aws`. */
  readonly partition: string;
  /** The ARN of the caller, as the service sees it. */
  readonly callerArn: string;
  readonly api: LocalApi;
  readonly control: Control;
  /** The resources that nothing of the local service stands for. */
  readonly kept: KeptResources;
  /** Milliseconds until the service sees a change of a role. */
  readonly propagation: number;
  /** Aborted when Terraform asks the provider to stop. */
  readonly signal: AbortSignal;
}

/** The same for a resource that is created or updated. */
export interface ApplyContext extends ResourceContext {
  readonly apply: ApplyInProgress;
}
