import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";

/** A destination, whether it is made here or stands elsewhere. */
export interface ILogDestination extends IConstruct {
  /** `arn:PARTITION:logs:REGION:ACCOUNT:destination:NAME`; a token unless it was given as a literal. */
  readonly destinationArn: string;

  /** The name, unique within its account and Region. */
  readonly destinationName: string;

  /** The Region it stands in, a literal where that is known; `undefined` where nothing tells it at synth. */
  readonly region: string | undefined;

  /**
   * Whether a filter that subscribes to it needs a role: true where its access policy names organizations alone, false
   * where it names accounts alone, `undefined` where that cannot be told here.
   */
  readonly subscriptionRoleRequired: boolean | undefined;
}

/** Where a destination that is known by its name stands. */
export interface LogDestinationLookup {
  /**
   * The Region.
   *
   * @default - the provider's Region
   */
  readonly region?: string;

  /**
   * The provider whose account, and whose Region by default, the destination stands in.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
}

/** What is known of a destination that stands elsewhere. */
export interface LogDestinationAttributes {
  /** `arn:aws:logs:REGION:ACCOUNT:destination:NAME`, or a token for it. */
  readonly destinationArn: string;

  /**
   * The name, where the ARN is a token and the name is not.
   *
   * @default - the one in the ARN
   */
  readonly destinationName?: string;

  /**
   * The Region, where the ARN is a token and the Region is not.
   *
   * @default - the one in the ARN, where that is a literal
   */
  readonly region?: string;

  /**
   * Whether filters that subscribe to it need a role: true where its access policy names organizations alone, false
   * where it names accounts alone. A token counts as unknown, as it has no value at synth.
   *
   * @default - as a `LogDestinationPolicy` of the app says, else unknown, so that subscriptions make a role, which is
   * never wrong
   */
  readonly subscriptionRoleRequired?: boolean;
}
