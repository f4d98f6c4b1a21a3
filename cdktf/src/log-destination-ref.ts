import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import type { ILogSubscriptionTarget } from "./log-subscription-target";

/**
 * A destination, made by the app or outside it. Its ARN is `arn:PARTITION:logs:REGION:ACCOUNT:destination:NAME`.
 *
 * @example
 * const subscribe = (to: ILogDestination) => new LogSubscription(this, "ToCentral", { destination: to, logGroupName: "/app" });
 * subscribe(destination);
 * subscribe(destinations.inRegion("us-east-1"));
 */
export interface ILogDestination extends IConstruct, ILogSubscriptionTarget {}

/**
 * The account and Region of a destination that is known by its name.
 *
 * @example
 * const lookup: LogDestinationLookup = {
 *   account: "999999999999",
 *   region: "eu-west-1",
 *   subscriptionRoleRequired: true,
 *   provider: sender,
 * };
 * LogDestination.fromDestinationName(this, "Central", "central", lookup);
 */
export interface LogDestinationLookup {
  /**
   * The id of the account that owns it.
   *
   * @default - the provider's account
   */
  readonly account?: string;

  /**
   * The Region.
   *
   * @default - the provider's Region
   */
  readonly region?: string;

  /**
   * Whether filters that subscribe to it need a role: true where its access policy names organizations alone, false where it
   * names accounts alone.
   *
   * @default - as a `LogDestinationPolicy` of the app says, else unknown, so that subscriptions make a role, which is
   * never wrong
   */
  readonly subscriptionRoleRequired?: boolean;

  /**
   * The provider of the destination's account, or with `account` of any in the same partition, and of its Region by default.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
}

/**
 * What an app knows at synth of a destination whose export Terraform alone reads.
 *
 * @example
 * const state = new DataTerraformRemoteStateS3(this, "Hub", { bucket: "states", key: "hub.tfstate", region: "eu-west-1" });
 * const options: SenderExportOptions = { region: "eu-west-1", subscriptionRoleRequired: true };
 * LogDestination.fromSenderExport(this, "Central", state.get("log_destination"), options);
 */
export interface SenderExportOptions {
  /**
   * The Region of the destination.
   *
   * @default - the one in the export, where that is no token
   */
  readonly region?: string;

  /**
   * Whether filters that subscribe to it need a role: true where its access policy names organizations alone, false where it
   * names accounts alone.
   *
   * @default - as the export says where it is no token; else unknown, so that subscriptions make a role, which is never wrong
   */
  readonly subscriptionRoleRequired?: boolean;
}

/**
 * The attributes of a destination that is made outside the app.
 *
 * @example
 * const state = new DataTerraformRemoteStateS3(this, "Hub", { bucket: "states", key: "hub.tfstate", region: "eu-west-1" });
 * const central = state.get("log_destination");
 * const attributes: LogDestinationAttributes = {
 *   destinationArn: Token.asString(Fn.lookup(central, "destination_arn", "")),
 *   // What is known when the app is written need not be read.
 *   destinationName: "central",
 *   region: "eu-west-1",
 *   subscriptionRoleRequired: true,
 * };
 * LogDestination.fromDestinationAttributes(this, "Central", attributes);
 */
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
