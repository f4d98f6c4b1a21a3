import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import type { ILogDestination } from "./log-destination-ref";

/**
 * The destinations of a hub in several Regions, which are made outside the app.
 *
 * @example
 * const lookup: RegionalLogDestinationsLookup = {
 *   regions: ["eu-west-1", "us-east-2"],
 *   account: "999999999999",
 *   subscriptionRoleRequired: true,
 *   provider: sender,
 * };
 * const hub: IRegionalLogDestinations = RegionalLogDestinations.fromDestinationName(this, "Hub", "central", lookup);
 * new LogSubscription(this, "ToHub", { destination: hub.inRegion("eu-west-1"), logGroupName: "/app" });
 */
export interface IRegionalLogDestinations extends IConstruct {
  /**
   * The destination of a Region.
   *
   * @example
   * const hub = RegionalLogDestinations.fromDestinationName(this, "Hub", "central", { regions: ["us-east-2"] });
   * const ohio = hub.inRegion("us-east-2");
   * @throws an error for a Region that is known to have none, and for a token
   */
  inRegion(region: string): ILogDestination;
}

/**
 * Where the destinations of a hub are that are known by their name.
 *
 * @example
 * const lookup: RegionalLogDestinationsLookup = { regions: ["eu-west-1", "us-east-2"], account: "999999999999" };
 * RegionalLogDestinations.fromDestinationName(this, "Hub", "central", lookup);
 */
export interface RegionalLogDestinationsLookup {
  /** The Regions that they are in, by their codes. */
  readonly regions: string[];

  /**
   * The id of the account that owns them.
   *
   * @default - the provider's account
   */
  readonly account?: string;

  /**
   * Whether filters that subscribe to them need a role: true where their access policies name organizations alone, false where
   * they name accounts alone.
   *
   * @default - unknown, so that subscriptions make a role, which is never wrong
   */
  readonly subscriptionRoleRequired?: boolean;

  /**
   * The provider of the destinations' account, or with `account` of any in the same partition.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
}

/**
 * What an app knows at synth of the destinations of an export that Terraform alone reads.
 *
 * @example
 * const state = new DataTerraformRemoteStateS3(this, "State", { bucket: "states", key: "hub.tfstate", region: "eu-west-1" });
 * const options: RegionalSenderExportOptions = { regions: ["eu-west-1", "us-east-2"], subscriptionRoleRequired: true };
 * RegionalLogDestinations.fromSenderExport(this, "Hub", state.get("log_destinations"), options);
 */
export interface RegionalSenderExportOptions {
  /**
   * The Regions that the export has.
   *
   * @default - those of the export where it is no token; else every Region passes synth, and Terraform finds one that is missing
   */
  readonly regions?: string[];

  /**
   * Whether filters that subscribe to them need a role.
   *
   * @default - as the export says where it is no token; else unknown, so that subscriptions make a role, which is never wrong
   */
  readonly subscriptionRoleRequired?: boolean;
}
