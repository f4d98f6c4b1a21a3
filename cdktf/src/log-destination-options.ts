import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { LogDestinationTarget } from "./log-destination-target";
import type { LogSubscriber } from "./log-subscriber";

/**
 * What a destination is made of, in one Region or in several.
 *
 * @example
 * const options: LogDestinationOptions = {
 *   destinationName: "central",
 *   target: LogDestinationTarget.kinesisStream(stream.arn),
 *   subscribers: [LogSubscriber.organization("o-a1b2c3d4e5")],
 *   tags: { team: "platform" },
 * };
 * new RegionalLogDestinations(this, "Central", { ...options, regions: ["eu-west-1", "us-east-1"] });
 */
export interface LogDestinationOptions {
  /**
   * The name, 1 to 512 characters without `:` and `*`. Senders know the destination by an ARN that ends in it, so it is
   * never made up. Changing it replaces the destination: the filters that point at the old one stop delivering.
   */
  readonly destinationName: string;

  /** Where the log events go. Changing it updates the destination in place; senders notice nothing. */
  readonly target: LogDestinationTarget;

  /**
   * Who may subscribe. Changing it updates the access policy in place, and the trust policy of the role that is created
   * with it. Taking the last subscriber away leaves the policy in force as it was, since the service knows no way to
   * remove one [F28].
   *
   * The trust policy lists the accounts while they can be listed: in the Region up to 45, in any Region up to 57. A list token
   * is counted by Terraform. With an organization, or more accounts than fit into IAM's 2,048 characters, it has a
   * pattern over accounts instead, which an annotation says at synth, and the access policy alone decides.
   *
   * @default - nobody, not even the account that owns the destination, until `grantSubscribe` or a
   * `LogDestinationPolicy` lets someone in
   */
  readonly subscribers?: LogSubscriber[];

  /**
   * Lets subscribers attach account-level subscription policies (`logs:PutAccountPolicy`) too. Changing it updates the
   * access policy in place.
   *
   * @default false
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   subscribers: [LogSubscriber.account("111122223333")],
   *   accountLevelSubscriptions: true,
   * });
   */
  readonly accountLevelSubscriptions?: boolean;

  /**
   * Accepts that going from account ids to an organization in the access policy breaks the filters that were put
   * without a role. Without it the service refuses that one change [F66]. Changing it puts the policy again, as it is.
   *
   * @default false
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   // Was LogSubscriber.account("111122223333").
   *   subscribers: [LogSubscriber.organization("o-a1b2c3d4e5")],
   *   forceUpdate: true,
   * });
   */
  readonly forceUpdate?: boolean;

  /**
   * The ARN of the role that the service writes to the target with, in the destination's account. It is never changed:
   * `target.permissionsPolicy` and `trustPolicy` are what it needs. Changing it updates the destination in place.
   *
   * @default - a role that may write to the target alone and that the service can assume for the owner and the
   * subscribers alone
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   roleArn: "arn:aws:iam::999999999999:role/log-writer",
   * });
   */
  readonly roleArn?: string;

  /**
   * The name of the role that is created, 1 to 64 letters, digits and `+=,.@_-`. Changing it replaces the role.
   *
   * @default - made up by Terraform, beginning with `log-destination-`
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   roleName: "central-logs-writer",
   * });
   */
  readonly roleName?: string;

  /**
   * The path of the role that is created, which begins and ends in `/`. Changing it replaces the role.
   *
   * @default - `/`
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   rolePath: "/logs/",
   * });
   */
  readonly rolePath?: string;

  /**
   * The name of the inline policy of the role that is created. Changing it replaces the policy: for a moment the role cannot
   * write to the target.
   *
   * @default write-to-target
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   rolePolicyName: "put-records",
   * });
   */
  readonly rolePolicyName?: string;

  /**
   * The ARN of the permissions boundary of the role that is created. Changing it updates the role in place.
   *
   * @default - none
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   rolePermissionsBoundary: "arn:aws:iam::999999999999:policy/boundary",
   * });
   */
  readonly rolePermissionsBoundary?: string;

  /**
   * Confines the trust of the created role to the organizations among the subscribers by `aws:SourceOrgID` and
   * `aws:SourceOrgPaths`, instead of leaving it open to every account. AWS lists both keys as usable, but nobody has
   * shown yet that the service sends them: where it does not, filters are accepted and nothing arrives [F117]. Changing
   * it updates the role in place.
   *
   * @default false
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   subscribers: [LogSubscriber.organization("o-a1b2c3d4e5")],
   *   trustBySourceOrganization: true,
   * });
   */
  readonly trustBySourceOrganization?: boolean;

  /**
   * Tags of the destination and of the role that is created, 50 at most. Changing them updates both in place.
   *
   * @default - none beside the provider's default tags
   */
  readonly tags?: Record<string, string>;

  /**
   * The provider of everything that is made here, data sources included. A change to one of another account makes
   * everything there again; the resources in the former account stay.
   *
   * @default - the stack's default provider
   * @example
   * const logging = new AwsProvider(this, "Logging", { alias: "logging", profile: "logging", region: "eu-west-1" });
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   provider: logging,
   * });
   */
  readonly provider?: TerraformProvider;

  /**
   * What has to be there before the destination: the policy of a role that is given, a grant on the target's key. The
   * service writes a test message when the destination is made. A dependency in another stack puts the stacks in order.
   * Changing it changes nothing in AWS.
   *
   * @default - the target and the role, where they are references, and the policy of the role that is created
   * @example
   * const permissions = new IamRolePolicy(this, "Permissions", {
   *   role: "log-writer",
   *   policy: LogDestinationTarget.kinesisStream(stream.arn).permissionsPolicy,
   * });
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   roleArn: "arn:aws:iam::999999999999:role/log-writer",
   *   dependsOn: [permissions],
   * });
   */
  readonly dependsOn?: ITerraformDependable[];

  /**
   * Makes Terraform refuse a plan that would replace the destination, as a new name does, and `terraform destroy`. It does not
   * cover what takes the destination out of the stack, since it goes with it: another id or scope of the construct without
   * `moveFrom`, its removal, a Region that is no longer among `regions`. Changing it changes nothing in AWS.
   *
   * @default false
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   preventDestroy: true,
   * });
   */
  readonly preventDestroy?: boolean;
}

/**
 * What a destination is made of.
 *
 * @example
 * const props: LogDestinationProps = {
 *   destinationName: "central",
 *   target: LogDestinationTarget.firehoseDeliveryStream(deliveryStream.arn),
 *   subscribers: [LogSubscriber.accounts(["111122223333", "444455556666"])],
 *   region: "eu-west-1",
 * };
 * new LogDestination(this, "Central", props);
 */
export interface LogDestinationProps extends LogDestinationOptions {
  /**
   * The Region of the destination and of the log groups that subscribe to it; the target may be
   * in another one. Changing it replaces the destination.
   *
   * @default - the provider's Region
   */
  readonly region?: string;
}

/**
 * What destinations in several Regions are made of.
 *
 * @example
 * const props: RegionalLogDestinationsProps = {
 *   destinationName: "central",
 *   target: LogDestinationTarget.kinesisStream(stream.arn),
 *   subscribers: [LogSubscriber.account("111122223333")],
 *   regions: ["eu-west-1", "us-east-1"],
 * };
 * new RegionalLogDestinations(this, "Central", props);
 */
export interface RegionalLogDestinationsProps extends LogDestinationOptions {
  /**
   * The Regions to make a destination in, by their codes. Changing them makes a destination in each that is new, destroys
   * it in each that is gone, and leaves the others as they are.
   */
  readonly regions: string[];
}
