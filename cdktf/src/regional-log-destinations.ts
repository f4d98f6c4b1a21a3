import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { type TerraformOutput, Token } from "cdktf";
import { Construct } from "constructs";
import { LogDestination } from "./log-destination";
import type { RegionalLogDestinationsProps } from "./log-destination-options";
import type { LogDestinationImportOptions } from "./log-destination-origins";
import type { LogSubscriber } from "./log-subscriber";
import { DestinationRole } from "./private/destination-role";
import { ExistingLogDestination } from "./private/existing-log-destination";
import { ExistingRegionalLogDestinations } from "./private/existing-regional-log-destinations";
import { instanceFindings } from "./private/instances";
import { refuseOtherLibrary } from "./private/library";
import { isLiteral } from "./private/literal";
import { logicalIdFindings } from "./private/logical-ids";
import { moveFrom, moveFromLogDestination, removeFromState, typesOfRegions } from "./private/origins";
import {
  logDestinationImportOptions,
  regionalLogDestinationsLookup,
  regionalLogDestinationsProps,
  regionalSenderExportOptions,
} from "./private/prop-kinds";
import { readProps } from "./private/read-props";
import { noDestinationIn, refuseBadRegions } from "./private/rules";
import { exportForSenders, exportToParameter } from "./private/sender-export";
import { exportedIn, readExported } from "./private/sender-import";
import { refuseSecondMove } from "./private/state-changes";
import { targetKeyPolicy } from "./private/target-key";
import type {
  IRegionalLogDestinations,
  RegionalLogDestinationsLookup,
  RegionalSenderExportOptions,
} from "./regional-log-destinations-ref";

/**
 * The same destination in several Regions, all into one target. A log group can only subscribe to a destination of its
 * own Region, while the target may be anywhere [F40]. One provider serves all Regions, and one role all destinations.
 *
 * @example
 * const destinations = new RegionalLogDestinations(this, "Central", {
 *   destinationName: "central",
 *   target: LogDestinationTarget.kinesisStream(stream.arn),
 *   subscribers: [LogSubscriber.organization("o-a1b2c3d4e5")],
 *   regions: ["eu-west-1", "us-east-1"],
 * });
 * destinations.exportForSenders();
 */
export class RegionalLogDestinations extends Construct {
  /**
   * Lets Terraform forget what a construct of this kind made in this stack, and leave it in AWS as it is, by `removed` blocks
   * (Terraform 1.7 and later): for a move to another stack, which takes it over by an import. Leave the call out once every
   * state has it applied.
   *
   * @param scope the stack that had the construct, or a construct in it
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @param regions the Regions whose destinations it forgets
   * @throws an error for what is no such path. At synth, where a construct still has a former address
   * @example
   * RegionalLogDestinations.removeFromState(this, "Central", ["eu-west-1", "us-east-2"]);
   */
  public static removeFromState(scope: Construct, formerPath: string, regions: string[]): void {
    refuseTokens(regions);
    refuseBadRegions(regions);
    removeFromState(scope, formerPath, typesOfRegions(regions));
  }

  /**
   * The destinations of a hub that is made elsewhere, by their name: in a sender's app with the `account` that owns them.
   *
   * @example
   * const central = RegionalLogDestinations.fromDestinationName(this, "Central", "central", {
   *   regions: ["eu-west-1", "us-east-2"],
   *   account: "999999999999",
   * });
   * const ohio = central.inRegion("us-east-2");
   * @throws an error for a name, account or Region that is none
   */
  public static fromDestinationName(
    scope: Construct,
    id: string,
    destinationName: string,
    lookup: RegionalLogDestinationsLookup,
  ): IRegionalLogDestinations {
    const where = "RegionalLogDestinations.fromDestinationName";
    const { regions, ...others } = readProps(where, lookup, regionalLogDestinationsLookup);
    refuseTokens(regions);
    return new ExistingRegionalLogDestinations(scope, id, regions, (home, region) =>
      ExistingLogDestination.fromName(home, region, destinationName, { ...others, region }),
    );
  }

  /**
   * The destinations that another app exported, as its `exportForSenders` or `exportToParameter` wrote them; see
   * `LogDestination.fromSenderExport`.
   *
   * @param exported an object, its JSON text, or a token for either
   * @example
   * const state = new DataTerraformRemoteStateS3(this, "Logging", { bucket: "states", key: "logging.tfstate" });
   * const central = RegionalLogDestinations.fromSenderExport(this, "Central", state.get("log_destinations"));
   * const ohio = central.inRegion("us-east-2");
   * @throws an error for a value that is known to be no such export
   */
  public static fromSenderExport(
    scope: Construct,
    id: string,
    // biome-ignore lint/suspicious/noExplicitAny: of a token, an object and a text there is no other type in every language
    exported: any,
    options: RegionalSenderExportOptions = {},
  ): IRegionalLogDestinations {
    const where = "RegionalLogDestinations.fromSenderExport";
    const { regions, ...others } = readProps(where, options, regionalSenderExportOptions);
    if (regions !== undefined) refuseTokens(regions);
    const read = readExported(where, exported);
    const known = regions ?? (read.isKnown ? Object.keys(read.value) : undefined);
    return new ExistingRegionalLogDestinations(scope, id, known, (home, region) =>
      ExistingLogDestination.fromExport(home, region, where, exportedIn(where, read, region), { ...others, region }),
    );
  }

  /**
   * The destinations by their Regions.
   *
   * @example
   * for (const [region, { destinationArn }] of Object.entries(destinations.destinations)) {
   *   new TerraformOutput(this, `Arn-${region}`, { value: destinationArn });
   * }
   */
  public readonly destinations: Record<string, LogDestination>;

  /**
   * The ARN of the role that the service writes to the target with.
   *
   * @example
   * new TerraformOutput(this, "Writer", { value: destinations.roleArn });
   */
  public readonly roleArn: string;

  /**
   * The role that was created; `undefined` where one was given.
   *
   * @example
   * if (destinations.role) destinations.role.forceDetachPolicies = true;
   */
  public readonly role?: IamRole;

  private readonly props: RegionalLogDestinationsProps;
  private readonly writer: DestinationRole;

  /**
   * @throws an error where `regions` is empty, names a Region twice or holds a token, since Terraform's resources are
   * named by them, and where a `LogDestination` would throw
   */
  constructor(scope: Construct, id: string, props: RegionalLogDestinationsProps) {
    super(scope, id);
    refuseOtherLibrary(this);
    props = readProps(
      "RegionalLogDestinations",
      props,
      regionalLogDestinationsProps,
      new.target !== RegionalLogDestinations,
    );
    const {
      regions,
      roleName,
      rolePath,
      rolePolicyName,
      rolePermissionsBoundary,
      trustBySourceOrganization,
      ...options
    } = props;
    refuseTokens(regions);
    refuseBadRegions(regions);
    this.props = props;
    this.writer = new DestinationRole(this, props, { regions, subscribers: () => this.subscribers });
    this.role = this.writer.created;
    this.roleArn = this.writer.arn;
    const dependsOn = [...this.writer.dependencies, ...(props.dependsOn ?? [])];
    this.destinations = Object.fromEntries(
      regions.map((region) => [
        region,
        new LogDestination(this, region, { ...options, region, roleArn: this.roleArn, dependsOn }),
      ]),
    );
    // Each destination can be granted to by itself, and a sender that the shared role leaves out would never arrive.
    for (const destination of Object.values(this.destinations)) destination._granted = () => this.writer.update();
    this.writer.update();
    this.node.addValidation({ validate: () => [...instanceFindings(this), ...logicalIdFindings(this)] });
  }

  /**
   * The destination of a Region.
   *
   * @throws an error for a Region that is not among `regions`
   * @example
   * new LogSubscription(this, "ToCentral", {
   *   destination: destinations.inRegion("us-east-1"),
   *   logGroupName: "/app",
   *   region: "us-east-1",
   * });
   */
  public inRegion(region: string): LogDestination {
    const destination = this.destinations[region];
    if (destination) return destination;
    throw noDestinationIn(region, Object.keys(this.destinations));
  }

  /**
   * Lets more accounts or organizations subscribe, in every Region or, where it throws, in none.
   *
   * @throws an error where an access policy can come out over the 5,120 bytes that the service takes, and where a
   * `LogDestinationPolicy` of the app puts that of a Region already
   * @example
   * destinations.grantSubscribe(LogSubscriber.account("777788889999"));
   */
  public grantSubscribe(...subscribers: LogSubscriber[]): void {
    const grants = Object.values(this.destinations).map((destination) => destination._prepareGrant(subscribers));
    for (const carryOut of grants) carryOut();
  }

  /**
   * Moves the destinations, their access policies, the role and its policy from the path that this construct had in this stack, by `moved` blocks: a plan then
   * destroys nothing. Leave the call out once every state has it applied.
   *
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path and for the present one, and where something has a move or an import already. At
   * synth, where another construct still has the former address
   * @example
   * destinations.moveFrom("Logging/Central");
   */
  public moveFrom(formerPath: string): void {
    moveFrom(this, formerPath);
  }

  /**
   * Moves a `LogDestination` that was in this stack here, as the destination of one Region, with its role, by `moved` blocks:
   * a plan then destroys nothing, and makes the other Regions. Leave the call out once every state has it applied.
   *
   * @param formerPath the path that the `LogDestination` had, without the stack's name; this construct may have the same now
   * @param region the Region that it is in
   * @throws an error as `moveFrom` does, and for a Region that is not among `regions`
   * @example
   * destinations.moveFromLogDestination("Central", "eu-west-1");
   */
  public moveFromLogDestination(formerPath: string, region: string): void {
    this.inRegion(region);
    moveFromLogDestination(this, formerPath, region);
  }

  /**
   * Takes destinations that exist in every Region over into Terraform's state with the next apply, as
   * `LogDestination.importFrom` does in one.
   *
   * @param id the name of the existing destinations, which has to be `destinationName`
   * @throws an error where names differ: Terraform would then replace what it has just taken over; and beside a move
   * @example
   * const central = new RegionalLogDestinations(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   roleName: "central-writer",
   *   regions: ["eu-west-1", "us-east-2"],
   * });
   * central.importFrom("central", { roleName: "central-writer" });
   */
  public importFrom(id: string, options: LogDestinationImportOptions = {}): void {
    const { roleName, accessPolicy } = readProps("importFrom", options, logDestinationImportOptions);
    refuseSecondMove(this, () => true);
    if (roleName !== undefined) this.writer.importFrom(roleName);
    for (const destination of Object.values(this.destinations)) destination.importFrom(id, { accessPolicy });
  }

  /**
   * Writes a Terraform output that holds what senders need in another app or repository: by each Region an object as
   * `LogDestination.exportForSenders` writes it.
   *
   * @param name the name of the output, unique within the stack: letters, digits, `_` and `-`
   * @throws an error where another export of the stack has that name, or the name is no name of an output
   * @example
   * destinations.exportForSenders("central_logs");
   */
  public exportForSenders(name = "log_destinations"): TerraformOutput {
    const byRegion = Object.entries(this.destinations);
    return exportForSenders(this, name, this.props.destinationName, () =>
      Object.fromEntries(byRegion.map(([region, destination]) => [region, destination._forSenders])),
    );
  }

  /**
   * Writes what senders need into an SSM parameter of the provider's Region, as JSON text: the same as `exportForSenders`. See
   * `LogDestination.exportToParameter`.
   *
   * @param parameterName the full name, which begins with `/` where it has one. Changing it replaces the parameter
   * @example
   * destinations.exportToParameter("/logging/central");
   * @throws an error where another export of the app has that name in that account and Region, or no parameter can have it
   */
  public exportToParameter(parameterName: string): SsmParameter {
    const { destinationName, provider, tags } = this.props;
    const byRegion = Object.entries(this.destinations);
    return exportToParameter(this, parameterName, {
      destinationName,
      value: () => Object.fromEntries(byRegion.map(([region, destination]) => [region, destination._forSenders])),
      dependsOn: Object.values(this.destinations),
      tags,
      provider,
    });
  }

  /**
   * What the policy of the target's key needs, as a JSON document; see `LogDestination.targetKeyPolicy`.
   *
   * @example
   * new TerraformOutput(this, "KeyPolicy", { value: destinations.targetKeyPolicy });
   */
  public get targetKeyPolicy(): string {
    return targetKeyPolicy(this.props.target, this.roleArn);
  }

  /**
   * The trust policy that the destinations' role needs, as a JSON document; see `LogDestination.trustPolicy`.
   *
   * @example
   * new IamRole(this, "Writer", { name: "log-writer", assumeRolePolicy: destinations.trustPolicy });
   */
  public get trustPolicy(): string {
    return this.writer.laterTrustPolicy();
  }

  private get subscribers(): (readonly LogSubscriber[])[] {
    return Object.values(this.destinations ?? {}).map(({ _subscribers }) => _subscribers);
  }
}

function refuseTokens(regions: string[]): void {
  if (!Token.isUnresolved(regions) && regions.every(isLiteral)) return;
  throw new Error("regions holds a token, but Terraform's resources are named by the Regions; write them out [LD2602]");
}
