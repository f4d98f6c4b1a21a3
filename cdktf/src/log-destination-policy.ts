import { CloudwatchLogDestinationPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-destination-policy";
import { Annotations, type ITerraformDependable, type TerraformProvider, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { ILogDestination } from "./log-destination-ref";
import type { LogSubscriber } from "./log-subscriber";
import { accessPolicyText, roleRequiredBy } from "./private/access-policy";
import { dependenciesWithin, isDependable } from "./private/dependencies";
import { displayName } from "./private/display-name";
import { GivenPolicy } from "./private/given-policy";
import { instanceFindings } from "./private/instances";
import { flag, laterFlag, provider, text } from "./private/kinds";
import { subscriberFindings } from "./private/lazy-items";
import { refuseOtherLibrary } from "./private/library";
import { nonDefaultProvider } from "./private/location";
import { logicalIdFindings } from "./private/logical-ids";
import { moveFrom, removeFromState } from "./private/origins";
import { plainText } from "./private/plain-text";
import { isLocated, registerPolicy } from "./private/policy-registry";
import { dependencies, destination, subscriberList } from "./private/prop-kinds";
import { type PropKinds, readProps, required } from "./private/read-props";

/**
 * What an access policy is made of. Either `subscribers` or `accessPolicy` has to be given.
 *
 * @example
 * const props: LogDestinationPolicyProps = {
 *   destination: LogDestination.fromDestinationName(this, "Central", "central"),
 *   subscribers: [LogSubscriber.organization("o-a1b2c3d4e5")],
 *   accountLevelSubscriptions: true,
 *   // The policy named accounts before.
 *   forceUpdate: true,
 * };
 * new LogDestinationPolicy(this, "Policy", props);
 */
export interface LogDestinationPolicyProps {
  /** The destination that the policy is for. A change to another one leaves the policy of the former in force. */
  readonly destination: ILogDestination;

  /**
   * Who may subscribe. Changing it updates the policy in place.
   *
   * @default - `accessPolicy` says so
   */
  readonly subscribers?: LogSubscriber[];

  /**
   * Lets subscribers attach account-level subscription policies (`logs:PutAccountPolicy`) too. Changing it updates the
   * policy in place.
   *
   * @default false
   */
  readonly accountLevelSubscriptions?: boolean;

  /**
   * The whole policy as a JSON document of at most 5,120 bytes, in place of `subscribers`, or a token for it. Variables
   * of IAM, `${aws:SourceArn}`, reach the service as they are written. Changing it updates the policy in place.
   *
   * @default - written from `subscribers`
   * @example
   * new LogDestinationPolicy(this, "Policy", {
   *   destination: central,
   *   accessPolicy: Fn.jsonencode({
   *     Version: "2012-10-17",
   *     Statement: [
   *       {
   *         Effect: "Allow",
   *         Principal: { AWS: "111122223333" },
   *         Action: "logs:PutSubscriptionFilter",
   *         Resource: central.destinationArn,
   *       },
   *     ],
   *   }),
   * });
   */
  readonly accessPolicy?: string;

  /**
   * Accepts that going from account ids to an organization breaks the filters that were put without a role. Without it
   * the service refuses that one change [F66]. Changing it puts the policy again, as it is.
   *
   * @default false
   */
  readonly forceUpdate?: boolean;

  /**
   * The provider of the account that owns the destination. Changing it to one of another account leaves the policy in
   * force in the former.
   *
   * @default - the destination's, where that is known and of the same stack, else the stack's default provider
   * @example
   * new LogDestinationPolicy(this, "Policy", {
   *   destination: central,
   *   subscribers: [LogSubscriber.account("111122223333")],
   *   provider: new AwsProvider(this, "Logging", { alias: "logging", profile: "logging", region: "eu-west-1" }),
   * });
   */
  readonly provider?: TerraformProvider;

  /**
   * What has to be there before the policy. A dependency in another stack puts the stacks in order. Changing it changes
   * nothing in AWS.
   *
   * @default - the destination, where it is made in the app
   * @example
   * new LogDestinationPolicy(this, "Policy", {
   *   destination: central,
   *   subscribers: [LogSubscriber.account("111122223333")],
   *   dependsOn: [stream],
   * });
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * The access policy of a destination that is made elsewhere. A `LogDestination` makes its own from its subscribers.
 *
 * A destination has one policy: two of these for the same destination overwrite each other. Destroying it leaves the
 * policy in force, since the service knows no way to remove one but to delete the destination [F28].
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestinationPolicy.html
 * @example
 * const policy = new LogDestinationPolicy(this, "Policy", {
 *   destination: LogDestination.fromDestinationName(this, "Central", "central"),
 *   subscribers: [LogSubscriber.account("111122223333")],
 * });
 * policy.grantSubscribe(LogSubscriber.account("444455556666"));
 * policy.resource.addOverride("lifecycle.prevent_destroy", true);
 * new TerraformOutput(this, "Address", { value: policy.fqn });
 */
export class LogDestinationPolicy extends Construct implements ITerraformDependable {
  /**
   * Lets Terraform forget what a construct of this kind made in this stack, and leave it in AWS as it is, by `removed` blocks
   * (Terraform 1.7 and later): for a move to another stack, which takes it over by an import. Leave the call out once every
   * state has it applied.
   *
   * @param scope the stack that had the construct, or a construct in it
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path. At synth, where a construct still has a former address
   * @example
   * LogDestinationPolicy.removeFromState(this, "Policy");
   */
  public static removeFromState(scope: Construct, formerPath: string): void {
    removeFromState(scope, formerPath, { Resource: "aws_cloudwatch_log_destination_policy" });
  }

  /** The Terraform resource behind the policy. */
  public readonly resource: CloudwatchLogDestinationPolicy;

  private readonly props: LogDestinationPolicyProps;
  private readonly subscribers: LogSubscriber[] = [];

  /**
   * @throws an error where neither or both of `subscribers` and `accessPolicy` are given, and where the policy is known
   * to be one that the service refuses or that lets nobody subscribe, where the app puts a policy for the
   * destination already, and where the provider is known to be another than the destination's
   */
  constructor(scope: Construct, id: string, props: LogDestinationPolicyProps) {
    super(scope, id);
    refuseOtherLibrary(this);
    props = readProps("LogDestinationPolicy", props, logDestinationPolicyProps, new.target !== LogDestinationPolicy);
    this.props = props;
    this.subscribers.push(...(props.subscribers ?? []));
    const { destination, forceUpdate, dependsOn } = props;
    if (props.accessPolicy === undefined && this.subscribers.length === 0) {
      throw new Error(
        `the access policy of ${displayName(destination)} names nobody; give subscribers, or the document as accessPolicy [LD2401]`,
      );
    }
    const accessPolicy =
      props.accessPolicy === undefined ? this.written(this.subscribers) : this.given(props.accessPolicy);
    const provider = this.providerOf(destination);
    registerPolicy(destination, this);
    this.resource = new CloudwatchLogDestinationPolicy(this, "Resource", {
      destinationName: destination.destinationName,
      accessPolicy,
      forceUpdate,
      region: destination.region,
      provider,
      dependsOn: dependenciesWithin(this, [...(isDependable(destination) ? [destination] : []), ...(dependsOn ?? [])]),
    });
    const accountLevel = props.accountLevelSubscriptions ?? false;
    this.node.addValidation({
      validate: () => [
        ...instanceFindings(this, this.resource),
        ...logicalIdFindings(this),
        ...subscriberFindings(this, destination, { subscribers: this.subscribers, accountLevel }),
      ],
    });
    Annotations.of(this).addInfo(
      "Destroying this policy leaves it in force: CloudWatch Logs removes a destination's policy with the destination alone. [LD2405]",
    );
  }

  /**
   * Lets more accounts or organizations subscribe.
   *
   * @throws an error where the policy was given as a document, or can come out over the 5,120 bytes that the service
   * takes
   * @example
   * new LogDestinationPolicy(this, "Policy", {
   *   destination: central,
   *   subscribers: [LogSubscriber.account("111122223333")],
   * }).grantSubscribe(LogSubscriber.organization("o-a1b2c3d4e5"));
   */
  public grantSubscribe(...subscribers: LogSubscriber[]): void {
    if (this.props.accessPolicy !== undefined) {
      throw new Error(
        "accessPolicy is given as a document, so nobody can be added to it; give subscribers instead [LD2402]",
      );
    }
    subscriberList.read("grantSubscribe", subscribers);
    this.resource.accessPolicy = this.written([...this.subscribers, ...subscribers]);
    this.subscribers.push(...subscribers);
  }

  /**
   * Moves the policy from the path that this construct had in this stack, by `moved` blocks: a plan then
   * destroys nothing. Leave the call out once every state has it applied.
   *
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path and for the present one, and where something has a move or an import already. At
   * synth, where another construct still has the former address
   * @example
   * const policy = new LogDestinationPolicy(this, "Policy", {
   *   destination: LogDestination.fromDestinationName(this, "Central", "central"),
   *   subscribers: [LogSubscriber.account("111122223333")],
   * });
   * policy.moveFrom("Logging/Policy");
   */
  public moveFrom(formerPath: string): void {
    moveFrom(this, formerPath);
  }

  /** The address of the policy, for `dependsOn`. */
  public get fqn(): string {
    return this.resource.fqn;
  }

  /** @internal */
  public get _roleRequired(): boolean | undefined {
    return roleRequiredBy(this.subscribers);
  }

  /** @internal */
  public get _accountLevel(): boolean | undefined {
    const { accessPolicy, accountLevelSubscriptions, destination } = this.props;
    if (accessPolicy === undefined) return accountLevelSubscriptions ?? false;
    return new GivenPolicy(accessPolicy, destination).accountLevel;
  }

  private written(subscribers: readonly LogSubscriber[]): string {
    const { destination, accountLevelSubscriptions } = this.props;
    return accessPolicyText(destination, { subscribers, accountLevel: accountLevelSubscriptions ?? false });
  }

  /** The account's that owns the destination, where both are in one stack and the destination's is known. */
  private providerOf(destination: ILogDestination): TerraformProvider | undefined {
    const { provider } = this.props;
    if (!isLocated(destination) || TerraformStack.of(destination) !== TerraformStack.of(this)) return provider;
    const owner = destination._provider;
    if (provider === undefined || nonDefaultProvider(provider) === nonDefaultProvider(owner)) return owner;
    throw new Error(
      `provider is ${provider.node.path}, but the destination ${displayName(destination)} belongs to ` +
        `${owner?.node.path ?? "the default one"}, and its policy is put in its own account; leave provider out [LD2403]`,
    );
  }

  private given(accessPolicy: string): string {
    const { subscribers, accountLevelSubscriptions, destination } = this.props;
    const idle = [subscribers && "subscribers", accountLevelSubscriptions && "accountLevelSubscriptions"].filter(
      Boolean,
    );
    if (idle.length > 0) {
      throw new Error(
        `accessPolicy is given, so ${idle.join(" and ")} would have no effect; leave out the one or the other [LD2404]`,
      );
    }
    const given = new GivenPolicy(accessPolicy, destination);
    given.refuseBad();
    if (given.warning !== undefined) Annotations.of(this).addWarning(given.warning);
    return plainText(accessPolicy);
  }
}

const logDestinationPolicyProps: PropKinds<LogDestinationPolicyProps> = {
  destination: required(destination),
  subscribers: subscriberList,
  accountLevelSubscriptions: flag,
  accessPolicy: text,
  forceUpdate: laterFlag,
  provider,
  dependsOn: dependencies,
};
