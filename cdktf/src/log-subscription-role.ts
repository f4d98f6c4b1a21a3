import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkLogGroupName } from "./private/rules";
import { makeServiceRole } from "./private/service-role";
import { surroundingsOf } from "./private/surroundings";

/** What the role of subscription filters is made of. */
export interface LogSubscriptionRoleProps {
  /**
   * The log groups whose filters use the role. Changing them updates the role's policy in place.
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
   * The provider of the sending account. Changing it to one of another account makes the role anew there and leaves
   * behind what was made before.
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

  /** @throws an error for a name that no log group can have */
  constructor(scope: Construct, id: string, props: LogSubscriptionRoleProps = {}) {
    super(scope, id);
    const names = props.logGroupNames ?? ["*"];
    for (const name of props.logGroupNames ?? []) checkLogGroupName(name);
    const { partition, region, account } = surroundingsOf(this, props.provider, props.region);
    const { role, policy } = makeServiceRole(this, {
      namePrefix: "log-subscription-",
      roleName: props.roleName,
      description: "CloudWatch Logs sends log events to a log destination with this role",
      // As documented, without a condition: that the service tells its source for this role is not known.
      trustPolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
      policyName: "send-log-events",
      permissionsPolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "logs:PutLogEvents",
            Resource: names.map((name) => `arn:${partition}:logs:${region}:${account}:log-group:${name}:*`),
          },
        ],
      }),
      permissionsBoundary: props.permissionsBoundary,
      tags: props.tags,
      provider: props.provider,
    });
    this.role = role;
    this.roleArn = role.arn;
    this.fqn = policy.fqn;
  }
}
