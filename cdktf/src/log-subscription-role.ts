import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Fn, type ITerraformDependable, type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { encodedList, unquoted } from "./private/encoded-list";
import { refuseOtherLibrary } from "./private/library";
import { type Location, locationOf } from "./private/location";
import { refuseBadLogGroupName, refuseBadRegion, refuseBadTags } from "./private/rules";
import { assumeRoleStatement, makeServiceRole } from "./private/service-role";

/** What the role of subscription filters is made of. */
export interface LogSubscriptionRoleProps {
  /**
   * The log groups whose filters use the role, a list token for them included. Changing them updates the role's policy in
   * place.
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
   * The Region of the log groups. Changing it updates the role's policy in place.
   *
   * @default - the provider's Region
   */
  readonly region?: string;

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
 * What names it in `dependsOn` waits for its policy too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CreateSubscriptionFilter-IAMrole.html
 */
export class LogSubscriptionRole extends Construct implements ITerraformDependable {
  /** The ARN of the role, for `LogSubscriptionProps.roleArn`. */
  public readonly roleArn: string;

  /** The Terraform resource behind the role. */
  public readonly role: IamRole;

  /** The address of what is made last, for `dependsOn`. */
  public readonly fqn: string;

  /** @throws an error for a name that no log group can have, an empty list of them, and a Region or tags that are none */
  constructor(scope: Construct, id: string, props: LogSubscriptionRoleProps = {}) {
    super(scope, id);
    refuseOtherLibrary(this);
    refuseBadRegion(props.region);
    refuseBadTags(props.tags);
    const { role, policy } = makeServiceRole(this, {
      namePrefix: "log-subscription-",
      roleName: props.roleName,
      description: "CloudWatch Logs sends log events to a log destination with this role",
      // As documented, without a condition: whether the service tells its source for this role is not known. [F118, F279]
      trustPolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [assumeRoleStatement()],
      }),
      policyName: "send-log-events",
      permissionsPolicy: mayPutLogEvents(props.logGroupNames, locationOf(this, props.provider, props.region)),
      permissionsBoundary: props.permissionsBoundary,
      tags: props.tags,
      provider: props.provider,
    });
    this.role = role;
    this.roleArn = role.arn;
    this.fqn = policy.fqn;
  }
}

function mayPutLogEvents(logGroupNames: string[] | undefined, { partition, region, account }: Location): string {
  const document = (resource: string | string[]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: resource }],
    });
  if (Token.isUnresolved(logGroupNames)) {
    const names = Fn.flatten([logGroupNames]);
    const arns = encodedList(
      [],
      [Fn.formatlist("arn:%s:logs:%s:%s:log-group:%s:*", [partition, region, account, names])],
    );
    return unquoted(document(arns), [arns]);
  }
  if (logGroupNames?.length === 0) {
    throw new Error(
      "logGroupNames is empty; name the log groups, or leave it out for every one of the account [LD2506]",
    );
  }
  for (const name of logGroupNames ?? []) refuseBadLogGroupName(name);
  const names = logGroupNames ?? ["*"];
  return document(names.map((name) => `arn:${partition}:logs:${region}:${account}:log-group:${name}:*`));
}
