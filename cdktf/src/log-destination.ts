import { CloudwatchLogDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-destination";
import { CloudwatchLogDestinationPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-destination-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable, Lazy, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { ExistingLogDestination, type ILogDestination, type LogDestinationLookup } from "./log-destination-ref";
import type { LogDestinationTarget } from "./log-destination-target";
import type { LogSubscriber } from "./log-subscriber";
import { accessPolicyText } from "./private/access-policy";
import { checkDestinationName, checkTags } from "./private/names";
import { dependenciesWithin } from "./private/order";
import { surroundingsOf } from "./private/surroundings";
import { trustPolicyText } from "./private/trust";

/** What a destination is made of. */
export interface LogDestinationProps {
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
   * remove one.
   *
   * The trust policy lists the accounts while they can be listed: with an organization, a list token, or more accounts
   * than IAM's 2,048 characters hold, it has a pattern over accounts instead, and the access policy alone decides.
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
   */
  readonly accountLevelSubscriptions?: boolean;

  /**
   * Accepts that going from account ids to an organization in the access policy breaks the filters that were put
   * without a role. Without it the service refuses that one change.
   *
   * @default false
   */
  readonly forceUpdate?: boolean;

  /**
   * The ARN of the role that the service writes to the target with, in the destination's account. It is never changed:
   * `target.permissionsPolicy` and `trustPolicy` are what it needs. Changing it updates the destination in place.
   *
   * @default - a role that may write to the target alone and that the service can assume for the owner and the
   * subscribers alone
   */
  readonly roleArn?: string;

  /**
   * The name of the role that is created. Changing it replaces the role.
   *
   * @default - made up by Terraform, beginning with `log-destination-`
   */
  readonly roleName?: string;

  /**
   * The ARN of the permissions boundary of the role that is created. Changing it updates the role in place.
   *
   * @default - none
   */
  readonly rolePermissionsBoundary?: string;

  /**
   * Confines the trust of the created role to the organizations among the subscribers by `aws:SourceOrgID` and
   * `aws:SourceOrgPaths`, instead of leaving it open to every account. AWS lists both keys as usable, but nobody has
   * shown yet that the service sends them: where it does not, filters are accepted and nothing arrives.
   *
   * @default false
   */
  readonly trustBySourceOrganization?: boolean;

  /**
   * Tags of the destination and of the role that is created, 50 at most. Changing them updates both in place.
   *
   * @default - none beside the provider's default tags
   */
  readonly tags?: Record<string, string>;

  /**
   * The Region that the destination stands in, which is that of the log groups that subscribe to it; the target may be
   * in another one. Changing it replaces the destination.
   *
   * @default - the provider's Region
   */
  readonly region?: string;

  /**
   * The provider of everything that is made here, data sources included.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;

  /**
   * What has to be there before the destination: the policy of a role that is given, a grant on the target's key. The
   * service writes a test message when the destination is made. A dependency in another stack puts the stacks in order.
   *
   * @default - the target and the role, where they are references, and the policy of the role that is created
   */
  readonly dependsOn?: ITerraformDependable[];

  /**
   * Makes Terraform refuse a plan that would destroy the destination, a replacement included.
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/**
 * A CloudWatch Logs destination: the place in front of a Kinesis data stream or a Firehose delivery stream that log
 * groups of other accounts subscribe to. Makes the destination, the role it writes with unless one is given, and the
 * access policy once there is a subscriber, each after what it needs.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html
 */
export class LogDestination extends Construct implements ILogDestination {
  /**
   * A destination that stands elsewhere, by its ARN. This is what a sender in another account is handed.
   *
   * @param destinationArn `arn:aws:logs:REGION:ACCOUNT:destination:NAME`, or a token for it
   * @throws an error for a literal that is not the ARN of a destination
   */
  public static fromDestinationArn(scope: Construct, id: string, destinationArn: string): ILogDestination {
    return ExistingLogDestination.fromArn(scope, id, destinationArn);
  }

  /**
   * A destination that stands elsewhere in the provider's account, by its name.
   *
   * @throws an error for a name that no destination can have
   */
  public static fromDestinationName(
    scope: Construct,
    id: string,
    destinationName: string,
    lookup: LogDestinationLookup = {},
  ): ILogDestination {
    return ExistingLogDestination.fromName(scope, id, destinationName, lookup);
  }

  public readonly destinationArn: string;
  public readonly destinationName: string;
  public readonly region?: string;

  /** The ARN of the role that the service writes to the target with. */
  public readonly roleArn: string;

  /** The role that was created; `undefined` where one was given. */
  public readonly role?: IamRole;

  /** The Terraform resource behind the destination. */
  public readonly resource: CloudwatchLogDestination;

  private readonly subscribers: LogSubscriber[] = [];
  private readonly props: LogDestinationProps;
  private policyResource?: CloudwatchLogDestinationPolicy;

  /**
   * @throws an error where `destinationName`, `tags` or the access policy is known to be one that the service refuses,
   * and where `roleArn` stands beside props of the role that it replaces
   */
  constructor(scope: Construct, id: string, props: LogDestinationProps) {
    super(scope, id);
    checkDestinationName(props.destinationName);
    checkTags(props.tags ?? {});
    checkRoleProps(props);
    this.props = props;
    this.destinationName = props.destinationName;
    this.region = props.region;

    const dependsOn = dependenciesWithin(this, props.dependsOn ?? []);
    if (props.roleArn === undefined) {
      const { role, policy } = this.makeRole();
      this.role = role;
      dependsOn.push(policy);
    }
    this.roleArn = props.roleArn ?? (this.role as IamRole).arn;
    this.resource = new CloudwatchLogDestination(this, "Resource", {
      name: props.destinationName,
      targetArn: props.target.targetArn,
      roleArn: this.roleArn,
      tags: props.tags,
      region: props.region,
      provider: props.provider,
      lifecycle: props.preventDestroy ? { preventDestroy: true } : undefined,
      dependsOn,
    });
    this.destinationArn = this.resource.arn;
    this.grantSubscribe(...(props.subscribers ?? []));
  }

  /**
   * Lets more accounts or organizations subscribe.
   *
   * @throws an error where the access policy can come out over the 5,120 bytes that the service takes
   */
  public grantSubscribe(...subscribers: LogSubscriber[]): void {
    if (subscribers.length === 0) return;
    this.subscribers.push(...subscribers);
    const accessPolicy = this.accessPolicy();
    if (this.policyResource) {
      this.policyResource.accessPolicy = accessPolicy;
      return;
    }
    this.policyResource = new CloudwatchLogDestinationPolicy(this, "Policy", {
      destinationName: this.destinationName,
      accessPolicy,
      forceUpdate: this.props.forceUpdate,
      region: this.props.region,
      provider: this.props.provider,
      dependsOn: [this.resource],
    });
  }

  /** The Terraform resource behind the access policy; `undefined` while nobody may subscribe. */
  public get policy(): CloudwatchLogDestinationPolicy | undefined {
    return this.policyResource;
  }

  /**
   * The trust policy that the destination's role needs, as a JSON document: the role that is created has it, one that
   * is given should. Resolved at synth, so that it knows of subscribers that are granted later.
   */
  public get trustPolicy(): string {
    const surroundings = surroundingsOf(this, this.props.provider, this.props.region);
    return Lazy.stringValue({
      produce: () =>
        trustPolicyText({
          surroundings,
          subscribers: this.subscribers,
          bySourceOrganization: this.props.trustBySourceOrganization ?? false,
        }),
    });
  }

  private makeRole(): { role: IamRole; policy: IamRolePolicy } {
    const { target, roleName, rolePermissionsBoundary, tags, provider } = this.props;
    const role = new IamRole(this, "Role", {
      name: roleName,
      namePrefix: roleName === undefined ? "log-destination-" : undefined,
      description: "CloudWatch Logs writes to the target of a log destination with this role",
      assumeRolePolicy: this.trustPolicy,
      permissionsBoundary: rolePermissionsBoundary,
      tags,
      provider,
    });
    const policy = new IamRolePolicy(this, "RolePolicy", {
      name: "write-to-target",
      role: role.id,
      policy: target.permissionsPolicy,
      provider,
    });
    return { role, policy };
  }

  private accessPolicy(): string {
    return accessPolicyText({
      destinationArn: this.destinationArn,
      destinationName: this.destinationName,
      region: this.region,
      subscribers: this.subscribers,
      accountLevel: this.props.accountLevelSubscriptions ?? false,
    });
  }
}

/** A given role is left as it is, so props that would shape a created one would be ignored in silence. */
function checkRoleProps(props: LogDestinationProps): void {
  if (props.roleArn === undefined) return;
  const idle = (["roleName", "rolePermissionsBoundary", "trustBySourceOrganization"] as const).filter(
    (name) => props[name] !== undefined,
  );
  if (idle.length === 0) return;
  throw new Error(`roleArn is given, so ${idle.join(" and ")} would have no effect; leave out the one or the other`);
}
