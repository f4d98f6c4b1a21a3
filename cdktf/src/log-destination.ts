import { CloudwatchLogDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-destination";
import { CloudwatchLogDestinationPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-destination-policy";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import type { ITerraformDependable, TerraformOutput, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { LogDestinationProps } from "./log-destination-options";
import type { LogDestinationImportOptions, LogDestinationResources } from "./log-destination-origins";
import type {
  ILogDestination,
  LogDestinationAttributes,
  LogDestinationLookup,
  SenderExportOptions,
} from "./log-destination-ref";
import type { LogSubscriber } from "./log-subscriber";
import { accessPolicyText, roleRequiredBy } from "./private/access-policy";
import { dependenciesWithin } from "./private/dependencies";
import { DestinationRole } from "./private/destination-role";
import { displayName } from "./private/display-name";
import { ExistingLogDestination } from "./private/existing-log-destination";
import { instanceFindings } from "./private/instances";
import { subscriberFindings } from "./private/lazy-items";
import { refuseOtherLibrary } from "./private/library";
import { isLiteral } from "./private/literal";
import { knownRegion, locationKey } from "./private/location";
import { attributeOf, logicalIdFindings } from "./private/logical-ids";
import { refuseBadNeighbours } from "./private/neighbours";
import { moveFrom, moveFromRegional, moveFromResources, removeFromState, typesOfDestination } from "./private/origins";
import { policyConstructOf, refuseSecondPolicy, registerPolicy } from "./private/policy-registry";
import {
  logDestinationImportOptions,
  logDestinationProps,
  logDestinationResources,
  senderExportOptions,
  subscriberList,
} from "./private/prop-kinds";
import { readProps } from "./private/read-props";
import { refuseBadDestinationName, refuseBadRegion, refuseBadTags } from "./private/rules";
import { exportForSenders, exportToParameter } from "./private/sender-export";
import { readExported } from "./private/sender-import";
import { refuseSecondMove } from "./private/state-changes";
import { targetKeyPolicy } from "./private/target-key";
import { AppRegistry } from "./private/uniqueness";

/**
 * A CloudWatch Logs destination: the place in front of a Kinesis data stream or a Firehose delivery stream that log
 * groups of other accounts subscribe to. Makes the destination, the role it writes with unless one is given, and the
 * access policy once there is a subscriber, each after what it needs.
 *
 * What names it in `dependsOn` waits for the access policy too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html
 * @example
 * const destination = new LogDestination(this, "Central", {
 *   destinationName: "central",
 *   target: LogDestinationTarget.kinesisStream(stream.arn),
 *   subscribers: [LogSubscriber.account("111122223333"), LogSubscriber.organization("o-a1b2c3d4e5")],
 * });
 * new TerraformOutput(this, "Arn", { value: destination.destinationArn });
 * new TerraformOutput(this, "Name", { value: destination.destinationName });
 */
export class LogDestination extends Construct implements ILogDestination, ITerraformDependable {
  /**
   * A destination that is made elsewhere, by its ARN, which its owner hands to the senders.
   *
   * @param destinationArn `arn:aws:logs:REGION:ACCOUNT:destination:NAME`, or a token for it
   * @throws an error for a literal that is not the ARN of a destination
   * @example
   * const central = LogDestination.fromDestinationArn(
   *   this,
   *   "Central",
   *   "arn:aws:logs:eu-west-1:999999999999:destination:central",
   * );
   * new LogSubscription(this, "ToCentral", { destination: central, logGroupName: "/app" });
   */
  public static fromDestinationArn(scope: Construct, id: string, destinationArn: string): ILogDestination {
    return ExistingLogDestination.fromArn(scope, id, destinationArn);
  }

  /**
   * A destination that is made elsewhere in the provider's account, by its name.
   *
   * @throws an error for a name that no destination can have
   * @example
   * const central = LogDestination.fromDestinationName(this, "Central", "central", { region: "eu-west-1" });
   * new LogDestinationPolicy(this, "Policy", {
   *   destination: central,
   *   subscribers: [LogSubscriber.account("111122223333")],
   * });
   */
  public static fromDestinationName(
    scope: Construct,
    id: string,
    destinationName: string,
    lookup: LogDestinationLookup = {},
  ): ILogDestination {
    return ExistingLogDestination.fromName(scope, id, destinationName, lookup);
  }

  /**
   * A destination that is made elsewhere, by its attributes.
   *
   * @throws an error for an ARN that is not a destination's, for a name or Region other than the ARN's, and for one that
   * no destination can have
   * @example
   * const central = LogDestination.fromDestinationAttributes(this, "Central", {
   *   destinationArn: "arn:aws:logs:eu-west-1:999999999999:destination:central",
   *   subscriptionRoleRequired: true,
   * });
   * new LogSubscription(this, "ToCentral", { destination: central, logGroupName: "/app" });
   */
  public static fromDestinationAttributes(
    scope: Construct,
    id: string,
    attributes: LogDestinationAttributes,
  ): ILogDestination {
    return ExistingLogDestination.fromAttributes(scope, id, attributes);
  }

  /**
   * Lets Terraform forget what a construct of this kind made in this stack, and leave it in AWS as it is, by `removed` blocks
   * (Terraform 1.7 and later): for a move to another stack, which takes it over by `importFrom`. Leave the call out once
   * every state has it applied.
   *
   * @param scope the stack that had the construct, or a construct in it
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path. At synth, where a construct still has a former address
   * @example
   * LogDestination.removeFromState(this, "Central");
   */
  public static removeFromState(scope: Construct, formerPath: string): void {
    removeFromState(scope, formerPath, typesOfDestination);
  }

  /**
   * A destination that another app exported, as its `exportForSenders` or `exportToParameter` wrote it: the value of the output, from
   * a remote state or as JSON, or of the parameter. Of a token Terraform alone knows the value, so that
   * subscriptions make a role unless `subscriptionRoleRequired` is given; an object and JSON text are read at synth.
   *
   * @param exported an object, its JSON text, or a token for either
   * @example
   * const state = new DataTerraformRemoteStateS3(this, "Logging", { bucket: "states", key: "logging.tfstate" });
   * const central = LogDestination.fromSenderExport(this, "Central", state.get("log_destination"));
   * @throws an error for a value that is known to be no such export
   */
  public static fromSenderExport(
    scope: Construct,
    id: string,
    // biome-ignore lint/suspicious/noExplicitAny: of a token, an object and a text there is no other type in every language
    exported: any,
    options: SenderExportOptions = {},
  ): ILogDestination {
    const where = "LogDestination.fromSenderExport";
    const read = readProps(where, options, senderExportOptions);
    return ExistingLogDestination.fromExport(scope, id, where, readExported(where, exported), read);
  }

  public readonly destinationArn: string;
  public readonly destinationName: string;

  /**
   * The ARN of the role that the service writes to the target with.
   *
   * @example
   * new TerraformOutput(this, "Writer", { value: destination.roleArn });
   */
  public readonly roleArn: string;

  /**
   * The role that was created; `undefined` where one was given.
   *
   * @example
   * if (destination.role) destination.role.forceDetachPolicies = true;
   */
  public readonly role?: IamRole;

  /**
   * The Terraform resource behind the destination.
   *
   * @example
   * destination.resource.addOverride("lifecycle.ignore_changes", ["tags"]);
   */
  public readonly resource: CloudwatchLogDestination;

  private readonly subscribers: LogSubscriber[] = [];
  private readonly props: LogDestinationProps;
  private readonly writer: DestinationRole;
  private policyResource?: CloudwatchLogDestinationPolicy;
  private imported?: LogDestinationImportOptions;

  /**
   * @throws an error where the name, the Region, the tags or the access policy is known to be one that the service
   * refuses, where `roleArn` is given beside props of the role that it replaces, and where the app makes a destination of
   * the same name in the same account and Region
   */
  constructor(scope: Construct, id: string, props: LogDestinationProps) {
    super(scope, id);
    refuseOtherLibrary(this);
    props = readProps("LogDestination", props, logDestinationProps, new.target !== LogDestination);
    const { destinationName, region, provider } = props;
    this.props = props;
    this.destinationName = destinationName;
    refuseBadDestinationName(destinationName);
    refuseBadRegion(region);
    refuseBadTags(props.tags);

    this.subscribers.push(...(props.subscribers ?? []));
    this.writer = new DestinationRole(this, props, {
      regions: [region],
      subscribers: () => [this.subscribers],
    });
    this.roleArn = this.writer.arn;
    this.role = this.writer.created;
    this._address = [...locationKey(this, provider, region), destinationName];
    destinations.register(this, `the destination ${displayName(this)}`, this._address);
    this.resource = new CloudwatchLogDestination(this, "Resource", {
      name: destinationName,
      targetArn: props.target.targetArn,
      roleArn: this.roleArn,
      tags: props.tags,
      region,
      provider,
      lifecycle: props.preventDestroy ? { preventDestroy: true } : undefined,
      dependsOn: [...this.writer.dependencies, ...dependenciesWithin(this, props.dependsOn)],
    });
    this.destinationArn = attributeOf(this.resource, "arn");
    if (this.subscribers.length > 0) this.preparePolicy(this.subscribers)();
    this.node.addValidation({
      validate: () => [
        ...instanceFindings(this),
        ...logicalIdFindings(this),
        ...this.importFindings(),
        ...subscriberFindings(this, this, { subscribers: this.subscribers, accountLevel: this._accountLevel }),
      ],
    });
    refuseBadNeighbours(this, this.resource, props, () => ({
      targetArn: this.resource.targetArnInput,
      roleArn: this.resource.roleArnInput,
      isOwnRole: this.role !== undefined,
    }));
  }

  /**
   * Lets more accounts or organizations subscribe.
   *
   * @throws an error where the access policy can come out over the 5,120 bytes that the service takes, and where a
   * `LogDestinationPolicy` of the app puts the access policy already
   * @example
   * destination.grantSubscribe(LogSubscriber.account("777788889999"), LogSubscriber.organization("o-a1b2c3d4e5"));
   */
  public grantSubscribe(...subscribers: LogSubscriber[]): void {
    this._prepareGrant(subscribers)();
  }

  /**
   * Takes a destination that exists over into Terraform's state with the next apply, by an `import` block (Terraform 1.5
   * and later). The role that it has stays as it is, and the destination changes to the one of this construct, unless
   * `options` names it. Its access policy needs no import, since putting one replaces it whole.
   *
   * @param id the name of the existing destination, which has to be `destinationName`
   * @throws an error where names differ: Terraform would then replace what it has just taken over; and beside a move
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   subscribers: [LogSubscriber.account("111122223333")],
   *   roleName: "central-writer",
   * }).importFrom("central", { roleName: "central-writer", accessPolicy: true });
   */
  public importFrom(id: string, options: LogDestinationImportOptions = {}): void {
    if (isLiteral(id) && isLiteral(this.destinationName) && id !== this.destinationName) {
      throw new Error(
        `importFrom got ${JSON.stringify(id)}, but destinationName is ${JSON.stringify(this.destinationName)}, ` +
          "so that the imported destination would be replaced; give both the same name [LD2001]",
      );
    }
    refuseSecondMove(this, () => true);
    const imported = readProps("importFrom", options, logDestinationImportOptions);
    if (imported.roleName !== undefined) this.writer.importFrom(imported.roleName);
    this.imported = imported;
    this.resource.importFrom(this.importId(id), this.props.provider);
    this.importPolicy();
  }

  /**
   * Moves the destination, its access policy, the role and the role's policy from the path that this construct had in this stack, by
   * `moved` blocks: a plan then destroys nothing. Leave the call out once every state has it applied.
   *
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path and for the present one, and where something has a move or an import already. At
   * synth, where another construct still has the former address
   * @example
   * destination.moveFrom("Logging/Central");
   */
  public moveFrom(formerPath: string): void {
    moveFrom(this, formerPath);
  }

  /**
   * Moves raw resources of this stack into this construct, by `moved` blocks: a plan then destroys nothing. Those in a module
   * are named by their addresses there, `module.logs.aws_cloudwatch_log_destination.this`. Leave the call out once every state
   * has it applied, and `roleName` and `rolePolicyName` as they are.
   *
   * @throws an error for what is no address of a resource of its type, where a role or its policy is moved and its name not
   * given, and where something has a move or an import already. At synth, where an address is still in use, and where this
   * construct makes nothing in the place of a resource
   * @example
   * const central = new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   roleName: "central-writer",
   *   rolePolicyName: "put-records",
   * });
   * central.moveFromResources({
   *   destination: "aws_cloudwatch_log_destination.central",
   *   role: "aws_iam_role.writer",
   *   rolePolicy: "aws_iam_role_policy.writer",
   * });
   */
  public moveFromResources(resources: LogDestinationResources): void {
    const given = readProps("moveFromResources", resources, logDestinationResources);
    this.writer.refuseOtherNames(given);
    const { destination, policy, role, rolePolicy } = given;
    moveFromResources(this, {
      Resource: { destination },
      Policy: { policy },
      Role: { role },
      RolePolicy: { rolePolicy },
    });
  }

  /**
   * Moves one Region of a `RegionalLogDestinations` that was in this stack into this construct, with the role that all Regions
   * had, by `moved` blocks. The destinations of other Regions are destroyed unless `removeFromState` names them.
   *
   * @param formerPath the path that the `RegionalLogDestinations` had, without the stack's name
   * @param region the Region that is kept
   * @throws an error as `moveFrom` does
   * @example
   * destination.moveFromRegionalLogDestinations("Central", "eu-west-1");
   */
  public moveFromRegionalLogDestinations(formerPath: string, region: string): void {
    moveFromRegional(this, formerPath, region);
  }

  /**
   * Writes a Terraform output that holds what a sender needs in another app or repository: an object with
   * `destination_arn`, `destination_name`, `region` and `subscription_role_required`, the last two `null` where they are
   * unknown. `LogDestination.fromDestinationAttributes` takes them.
   *
   * @param name the name of the output, unique within the stack: letters, digits, `_` and `-`
   * @throws an error where another export of the stack has that name, or the name is no name of an output
   * @example
   * destination.exportForSenders("central_logs");
   */
  public exportForSenders(name = "log_destination"): TerraformOutput {
    return exportForSenders(this, name, this.destinationName, () => this._forSenders);
  }

  /**
   * Writes what senders need into an SSM parameter, as JSON text: the same as `exportForSenders`. The parameter is of the advanced tier, so
   * that it can be shared with other accounts by RAM, in the destination's Region. It is made after the access policy of now.
   *
   * @param parameterName the full name, which begins with `/` where it has one. Changing it replaces the parameter
   * @example
   * destination.exportToParameter("/logging/central");
   * @throws an error where another export of the app has that name in that account and Region, or no parameter can have it
   */
  public exportToParameter(parameterName: string): SsmParameter {
    const { region, provider, tags } = this.props;
    return exportToParameter(this, parameterName, {
      destinationName: this.destinationName,
      value: () => this._forSenders,
      dependsOn: [this],
      tags,
      region,
      provider,
    });
  }

  /**
   * The Terraform resource behind the access policy; `undefined` while nobody may subscribe.
   *
   * @example
   * destination.policy?.addOverride("force_update", true);
   */
  public get policy(): CloudwatchLogDestinationPolicy | undefined {
    return this.policyResource;
  }

  /**
   * The address of what is made last, for `dependsOn`.
   *
   * @example
   * new CloudwatchLogGroup(this, "App", { name: "/app", dependsOn: [destination] });
   * new TerraformOutput(this, "Last", { value: destination.fqn });
   */
  public get fqn(): string {
    return (this.policyResource ?? this.resource).fqn;
  }

  /**
   * The Region; `undefined` where the provider's is not known at synth.
   *
   * @example
   * new TerraformOutput(this, "Region", { value: destination.region ?? "the provider's" });
   */
  public get region(): string | undefined {
    return knownRegion(this, this.props.provider, this.props.region) ?? this.props.region;
  }

  /**
   * Whether senders need a role: true where organizations alone may subscribe, false where accounts alone may.
   *
   * @example
   * if (destination.subscriptionRoleRequired) new LogSubscriptionRole(this, "SenderRole");
   */
  public get subscriptionRoleRequired(): boolean | undefined {
    return policyConstructOf(this)?._roleRequired;
  }

  /**
   * The trust policy that the destination's role needs, as a JSON document: the role that is created has it, one that
   * is given should. Resolved at synth, so that it knows of subscribers that are granted later.
   *
   * @example
   * new IamRole(this, "Writer", { name: "log-writer", assumeRolePolicy: destination.trustPolicy });
   */
  public get trustPolicy(): string {
    return this.writer.laterTrustPolicy();
  }

  /**
   * What the policy of the target's key needs where it does not leave the decision to IAM, as a JSON document: that the
   * destination's role may ask for data keys. The default key policy needs nothing.
   *
   * @example
   * new TerraformOutput(this, "KeyPolicy", { value: destination.targetKeyPolicy });
   */
  public get targetKeyPolicy(): string {
    return targetKeyPolicy(this.props.target, this.roleArn);
  }

  /** @internal */
  public get _forSenders(): Record<string, unknown> {
    return {
      destination_arn: this.destinationArn,
      destination_name: this.destinationName,
      region: this.region ?? null,
      subscription_role_required: this.subscriptionRoleRequired ?? null,
    };
  }

  /** @internal */
  public readonly _address: readonly string[];

  /** @internal Called after each grant, for the construct that made a shared role. */
  public _granted?: () => void;

  /**
   * @internal The first half of `grantSubscribe`, which throws what that throws and changes nothing. What it returns is
   * the second, which does not throw: so several destinations grant together or not at all.
   */
  public _prepareGrant(subscribers: readonly LogSubscriber[]): () => void {
    subscriberList.read("grantSubscribe", subscribers);
    if (subscribers.length === 0) return () => {};
    const putPolicy = this.preparePolicy([...this.subscribers, ...subscribers]);
    return () => {
      putPolicy();
      this.subscribers.push(...subscribers);
      this.writer.update();
      this._granted?.();
    };
  }

  /** @internal */
  public get _provider(): TerraformProvider | undefined {
    return this.props.provider;
  }

  /** @internal */
  public get _roleRequired(): boolean | undefined {
    return roleRequiredBy(this.subscribers);
  }

  /** @internal */
  public get _accountLevel(): boolean {
    return this.props.accountLevelSubscriptions ?? false;
  }

  /** @internal */
  public get _subscribers(): readonly LogSubscriber[] {
    return this.subscribers;
  }

  /**
   * @internal Nobody could subscribe, the owner included: it is made here, and nothing here gives it an access policy.
   * A policy by the provider's own class counts where it may be for a destination of this name.
   */
  public get _lacksPolicy(): boolean {
    if (this.imported || policyConstructOf(this)) return false;
    return !this.node.root.node.findAll().some((construct) => {
      if (!(construct instanceof CloudwatchLogDestinationPolicy)) return false;
      const name = construct.destinationNameInput;
      return name === undefined || !isLiteral(name) || name === this.destinationName;
    });
  }

  /** Checks the access policy for these subscribers, and returns what puts it. */
  private preparePolicy(subscribers: readonly LogSubscriber[]): () => void {
    const accessPolicy = accessPolicyText(this, {
      subscribers,
      accountLevel: this._accountLevel,
    });
    refuseSecondPolicy(this, this);
    return () => this.putPolicy(accessPolicy);
  }

  private putPolicy(accessPolicy: string): void {
    if (this.policyResource) {
      this.policyResource.accessPolicy = accessPolicy;
      return;
    }
    registerPolicy(this, this);
    this.policyResource = new CloudwatchLogDestinationPolicy(this, "Policy", {
      destinationName: this.destinationName,
      accessPolicy,
      forceUpdate: this.props.forceUpdate,
      region: this.props.region,
      provider: this.props.provider,
      dependsOn: [this.resource],
    });
    this.importPolicy();
  }

  private importPolicy(): void {
    if (!this.imported?.accessPolicy) return;
    this.policyResource?.importFrom(this.importId(this.destinationName), this.props.provider);
  }

  private importId(name: string): string {
    const { region } = this.props;
    return region === undefined ? name : `${name}@${region}`;
  }

  private importFindings(): string[] {
    if (!this.imported?.accessPolicy || this.policyResource) return [];
    return [
      "importFrom is to take over the access policy, but nobody may subscribe, so that none is made; give subscribers, or leave " +
        "accessPolicy out [LD2019]",
    ];
  }
}

const destinations = new AppRegistry<LogDestination>("give it another name, provider or region");
