import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable, type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import type { LogSubscriptionTarget } from "./log-subscription-target";
import { instanceFindings } from "./private/instances";
import { madeBy, provider, text, textMap, texts } from "./private/kinds";
import { itemFindings } from "./private/lazy-items";
import { refuseOtherLibrary } from "./private/library";
import { isLiteral } from "./private/literal";
import { knownRegion, locationOf } from "./private/location";
import { attributeOf, logicalIdFindings } from "./private/logical-ids";
import { moveFrom, removeFromState, typesOfRole } from "./private/origins";
import { type PropKinds, readProps } from "./private/read-props";
import { refuseBadRegion, refuseBadRegions, refuseBadTags } from "./private/rules";
import { senderDocuments } from "./private/sender-policy";
import { makeServiceRole } from "./private/service-role";

/**
 * What the role of subscription filters is made of.
 *
 * @example
 * const props: LogSubscriptionRoleProps = {
 *   logGroupNames: ["/app", "/aws/lambda/*"],
 *   regions: ["eu-west-1", "us-east-1"],
 *   roleName: "logs-to-central",
 *   permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
 *   tags: { team: "platform" },
 *   provider: sender,
 * };
 * new LogSubscriptionRole(this, "SenderRole", props);
 */
export interface LogSubscriptionRoleProps {
  /**
   * The log groups whose filters use the role, a list token for them included. A name may hold IAM's wildcards `*` and `?`, as in
   * `/aws/lambda/*`. IAM has room for some 90 names of 50 characters. Changing them updates the role's policy in place.
   *
   * @default - every log group of the account in the Region
   */
  readonly logGroupNames?: string[];

  /**
   * The name of the role. Changing it replaces the role.
   *
   * @default - made up by Terraform, beginning with `log-subscription-`
   */
  readonly roleName?: string;

  /**
   * The path of the role, which begins and ends in `/`. Changing it replaces the role.
   *
   * @default - `/`
   * @example new LogSubscriptionRole(this, "Sender", { rolePath: "/logs/" });
   */
  readonly rolePath?: string;

  /**
   * The ARN of the role's permissions boundary. Changing it updates the role in place.
   *
   * @default - none
   */
  readonly permissionsBoundary?: string;

  /**
   * Tags of the role. Changing them updates the role in place.
   *
   * @default - none beside the provider's default tags
   */
  readonly tags?: Record<string, string>;

  /**
   * The stream of the own account that the filters write to with the role, in place of a destination. The role may then write to
   * it, and only for CloudWatch Logs of this account and Region. Changing it updates the role in place.
   *
   * @default - the role is for destinations
   * @example
   * const target = LogSubscriptionTarget.kinesisStream(stream.arn);
   * new LogSubscription(this, "ToStream", {
   *   destination: target,
   *   logGroupName: "/app",
   *   role: new LogSubscriptionRole(this, "SenderRole", { target }),
   * });
   */
  readonly target?: LogSubscriptionTarget;

  /**
   * The Region of the log groups. Changing it updates the role's policy in place.
   *
   * @default - the provider's Region
   * @example
   * new LogSubscriptionRole(this, "SenderRole", { region: "us-east-1" });
   */
  readonly region?: string;

  /**
   * The Regions of the log groups, where one role serves filters in several. Changing them updates the role's policy in place.
   *
   * @default - the one of `region`
   */
  readonly regions?: string[];

  /**
   * The provider of the sending account. A change to one of another account makes a role there; the
   * one in the former account stays.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
}

/**
 * The role that a subscription filter names where the destination lets its account in by its organization. One serves
 * all filters of an account and Region.
 *
 * The trust of a role for destinations has no condition on `aws:SourceAccount` or `aws:SourceArn`: the documentation shows
 * that role without one, and it is not known that the service sends them for it. Under such a condition nothing may arrive
 * [F118, F279]. What the role may do is confined instead, to `logs:PutLogEvents` on the log groups of this account. The trust of a
 * role for a `target` of the own account has the condition.
 *
 * What names it in `dependsOn` waits for its policy too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CreateSubscriptionFilter-IAMrole.html
 * @example
 * const role = new LogSubscriptionRole(this, "SenderRole", { logGroupNames: ["/app", "/audit"] });
 * for (const logGroupName of ["/app", "/audit"]) {
 *   new LogSubscription(this, `${logGroupName}ToCentral`, { destination: central, logGroupName, role });
 * }
 */
export class LogSubscriptionRole extends Construct implements ITerraformDependable {
  /**
   * Lets Terraform forget what a construct of this kind made in this stack, and leave it in AWS as it is, by `removed` blocks
   * (Terraform 1.7 and later): for a move to another stack, which takes it over by an import. Leave the call out once every
   * state has it applied.
   *
   * @param scope the stack that had the construct, or a construct in it
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path. At synth, where a construct still has a former address
   * @example
   * LogSubscriptionRole.removeFromState(this, "Sender");
   */
  public static removeFromState(scope: Construct, formerPath: string): void {
    removeFromState(scope, formerPath, typesOfRole);
  }

  /**
   * The ARN of the role, for `LogSubscriptionProps.roleArn`.
   *
   * @example
   * new TerraformOutput(this, "SenderRoleArn", { value: new LogSubscriptionRole(this, "SenderRole").roleArn });
   */
  public readonly roleArn: string;

  /**
   * The Terraform resource behind the role.
   *
   * @example
   * new LogSubscriptionRole(this, "SenderRole").role.forceDetachPolicies = true;
   */
  public readonly role: IamRole;

  /** @internal The stream that it writes to; `undefined` for destinations. */
  public readonly _target?: LogSubscriptionTarget;

  private readonly props: LogSubscriptionRoleProps;
  private readonly policy: IamRolePolicy;

  /**
   * @throws an error for a name that no log group can have, an empty list of them, more of them than IAM has room for, a Region
   * or tags that are none, and props that exclude each other
   */
  constructor(scope: Construct, id: string, props: LogSubscriptionRoleProps = {}) {
    super(scope, id);
    refuseOtherLibrary(this);
    props = readProps("LogSubscriptionRole", props, logSubscriptionRoleProps, new.target !== LogSubscriptionRole);
    refuseBadRegion(props.region);
    refuseBadTags(props.tags);
    this.props = props;
    this._target = props.target;
    const locations = regionsOf(props).map((region) => locationOf(this, props.provider, region));
    const { role, policy } = makeServiceRole(this, {
      namePrefix: "log-subscription-",
      roleName: props.roleName,
      rolePath: props.rolePath,
      ...senderDocuments(props, locations),
      permissionsBoundary: props.permissionsBoundary,
      tags: props.tags,
      provider: props.provider,
    });
    this.role = role;
    this.roleArn = attributeOf(role, "arn");
    this.policy = policy;
    this.node.addValidation({
      validate: () => [
        ...instanceFindings(this),
        ...logicalIdFindings(this),
        ...itemFindings(this, props.logGroupNames, (logGroupNames) => senderDocuments({ logGroupNames }, locations)),
      ],
    });
  }

  /**
   * Moves the role and its policy from the path that this construct had in this stack, by `moved` blocks: a plan then
   * destroys nothing. Leave the call out once every state has it applied.
   *
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path and for the present one, and where something has a move or an import already. At
   * synth, where another construct still has the former address
   * @example
   * const role = new LogSubscriptionRole(this, "Sender");
   * role.moveFrom("Workload/Sender");
   */
  public moveFrom(formerPath: string): void {
    moveFrom(this, formerPath);
  }

  /**
   * The address of what is made last, for `dependsOn`.
   *
   * @example
   * const role = new LogSubscriptionRole(this, "SenderRole");
   * new CloudwatchLogGroup(this, "App", { name: "/app", dependsOn: [role] });
   * new TerraformOutput(this, "Last", { value: role.fqn });
   */
  public get fqn(): string {
    return this.policy.fqn;
  }

  /** @internal What it covers: Regions and patterns of log groups, each `undefined` where only Terraform knows. */
  public get _coverage(): { regions?: readonly string[]; logGroupNames?: readonly string[] } {
    const { provider, logGroupNames = ["*"], target } = this.props;
    const regions = regionsOf(this.props).map((region) => knownRegion(this, provider, region));
    const names = target ? ["*"] : logGroupNames;
    return {
      regions: regions.every((region) => region !== undefined) ? regions : undefined,
      logGroupNames: Token.isUnresolved(names) || !names.every(isLiteral) ? undefined : names,
    };
  }
}

/** The Regions as they are given, `undefined` for the provider's. */
function regionsOf({ region, regions }: LogSubscriptionRoleProps): readonly (string | undefined)[] {
  if (regions === undefined) return [region];
  if (region !== undefined) throw new Error("region and regions are given; leave one of them out [LD2521]");
  if (Token.isUnresolved(regions)) {
    throw new Error("regions is a list token; write the Regions out, each may be a token by itself [LD2522]");
  }
  refuseBadRegions(regions);
  return regions;
}

const logSubscriptionRoleProps: PropKinds<LogSubscriptionRoleProps> = {
  logGroupNames: texts,
  roleName: text,
  rolePath: text,
  permissionsBoundary: text,
  tags: textMap,
  target: madeBy<LogSubscriptionTarget>(
    "a LogSubscriptionTarget, such as LogSubscriptionTarget.kinesisStream(stream.arn)",
    (value) => "subscriptionRoleRequired" in value && "permissionsPolicy" in value,
  ),
  region: text,
  regions: texts,
  provider,
};
