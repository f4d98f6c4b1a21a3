import type { Tags } from "@log-destinations/core";
import type { Control, LocalApi } from "@log-destinations/local";

/** What a resource is carried out with: one account and Region, the provider's or its own. */
export interface Context {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The name of its partition, `aws`. */
  readonly partition: string;
  /** The ARN by which the service knows the caller. */
  readonly callerArn: string;
  readonly api: LocalApi;
  readonly control: Control;
  /** `undefined`: unknown until something is applied. */
  readonly defaultTags: Tags | undefined;
  /** The milliseconds that a change of a role takes to be seen. */
  readonly propagation: number;
  /** Terraform wants to stop. */
  readonly signal: AbortSignal;
}
