import type { IResolvable, ITerraformDependable, ITerraformIterator, TerraformProvider } from "cdktf";
import type { ILogDestination } from "./log-destination-ref";
import type { LogDistribution } from "./log-distribution";
import type { LogSubscriptionRole } from "./log-subscription-role";
import type { ILogSubscriptionTarget } from "./log-subscription-target";
import type { LogSystemField } from "./log-system-field";

/**
 * What is alike in the subscriptions of log groups and of accounts.
 *
 * @example
 * const options: LogSubscriptionOptions = { roleName: "app-logs-to-central", rolePath: "/logs/" };
 * new LogSubscription(this, "App", { destination: central, logGroupName: "/app", ...options });
 */
export interface LogSubscriptionOptions {
  /**
   * The name of the role that is created, 1 to 64 letters, digits and `+=,.@_-`. Changing it replaces the role.
   *
   * @default - made up by Terraform, beginning with `log-subscription-`
   * @example
   * new LogSubscription(this, "App", { destination: central, logGroupName: "/app", roleName: "app-logs-to-central" });
   */
  readonly roleName?: string;

  /**
   * The path of the role that is created, which begins and ends in `/`. Changing it replaces the role.
   *
   * @default - `/`
   * @example
   * new LogSubscription(this, "App", { destination: central, logGroupName: "/app", rolePath: "/logs/" });
   */
  readonly rolePath?: string;

  /**
   * The ARN of the permissions boundary of the role that is created. Changing it updates the role in place.
   *
   * @default - none
   * @example
   * new LogSubscription(this, "App", {
   *   destination: central,
   *   logGroupName: "/app",
   *   rolePermissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
   * });
   */
  readonly rolePermissionsBoundary?: string;
}

/**
 * What a subscription is made of.
 *
 * @example
 * const props: LogSubscriptionProps = {
 *   destination: central,
 *   logGroupName: "/app",
 *   filterName: "errors",
 *   filterPattern: "ERROR",
 *   distribution: LogDistribution.RANDOM,
 *   region: "eu-west-1",
 *   provider: sender,
 *   dependsOn: [logGroup],
 * };
 * new LogSubscription(this, "ToCentral", props);
 */
export interface LogSubscriptionProps extends LogSubscriptionOptions {
  /**
   * Where the log events go: a destination, or a `LogSubscriptionTarget`, which is a stream or function of the own account.
   * Changing it replaces the filter.
   */
  readonly destination: ILogSubscriptionTarget;

  /**
   * The name of the log group, 1 to 512 letters, digits and `.-_/#`, in the destination's Region. With `forEach` a value
   * of its iterator. Changing it replaces the filter.
   *
   * @default - as `logGroupNames` says
   */
  readonly logGroupName?: string;

  /**
   * The names of several log groups, or a list token for them, whose values Terraform has to know when it plans. Each has
   * a filter, all in one Terraform resource with `for_each`. Their order and repetitions mean nothing. Changing them makes
   * and destroys the filters of those that come and go.
   *
   * @default - as `logGroupName` says
   * @example
   * new LogSubscription(this, "ToCentral", { destination: central, logGroupNames: ["/app", "/audit"] });
   */
  readonly logGroupNames?: string[];

  /**
   * Makes a filter for each item of an iterator, in one Terraform resource with `for_each`. Values of the iterator may be
   * in `logGroupName`, `filterName`, `filterPattern` and `region`; for the last, give a `role` with `regions`. Changing its items makes and destroys the filters of
   * those that come and go.
   *
   * @default - one filter
   * @example
   * const groups = new TerraformVariable(this, "groups", { type: "map(string)" });
   * const patterns = TerraformIterator.fromMap(groups.value);
   * new LogSubscription(this, "ToCentral", {
   *   destination: central,
   *   forEach: patterns,
   *   logGroupName: patterns.key,
   *   filterPattern: patterns.value,
   * });
   */
  readonly forEach?: ITerraformIterator;

  /**
   * The name of the filter, unique within its log group, 1 to 512 characters without `:` and `*`. Changing it replaces
   * the filter.
   *
   * @default - the destination's name
   */
  readonly filterName?: string;

  /**
   * Which log events to send, at most 1,024 characters. Changing it updates the filter in place.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   * @default - all of them
   */
  readonly filterPattern?: string;

  /**
   * How the log events are spread over the target's shards. Changing it updates the filter in place.
   *
   * @default LogDistribution.BY_LOG_STREAM
   */
  readonly distribution?: LogDistribution;

  /**
   * Whether the filter is applied on the transformed version of the log events, where a log transformer works on the log
   * group. Refused at synth where the stack may get an AWS provider before version 6.28.0, which is the first to take it.
   * Changing it updates the filter in place. Where it is left out again, what was last given stays in force; give false.
   *
   * @default - the original log events
   * @example
   * new LogSubscription(this, "ToCentral", {
   *   destination: central,
   *   logGroupName: "/app",
   *   applyOnTransformedLogs: true,
   * });
   */
  readonly applyOnTransformedLogs?: boolean | IResolvable;

  /**
   * The fields that the service adds to each log event, about its source. Refused at synth where the stack may get an AWS
   * provider before version 6.28.0, which is the first to take it. Changing it updates the filter in place.
   *
   * @default - none
   * @example
   * new LogSubscription(this, "ToCentral", {
   *   destination: central,
   *   logGroupName: "/app",
   *   emitSystemFields: [LogSystemField.ACCOUNT, LogSystemField.REGION],
   * });
   */
  readonly emitSystemFields?: LogSystemField[];

  /**
   * The role that the service sends with, which several subscriptions can share. The filter waits for its policy.
   * Changing it updates the filter in place.
   *
   * @default - as `roleArn` and `createRole` say
   * @example
   * new LogSubscription(this, "ToCentral", {
   *   destination: central,
   *   logGroupName: "/app",
   *   role: new LogSubscriptionRole(this, "SenderRole"),
   * });
   */
  readonly role?: LogSubscriptionRole;

  /**
   * The ARN of a role that is made elsewhere, in the sender's account. Of a `LogSubscriptionRole` give `role` instead, or
   * the filter does not wait for its policy. Changing it updates the filter in place.
   *
   * @default - as `role` and `createRole` say
   * @example
   * new LogSubscription(this, "ToCentral", {
   *   destination: central,
   *   logGroupName: "/app",
   *   roleArn: "arn:aws:iam::111122223333:role/logs-to-central",
   * });
   */
  readonly roleArn?: string;

  /**
   * Whether to make a role: for these log groups alone, or, where only Terraform knows them, for every one of the account
   * in the Region. For many subscriptions, one `role` is better. A stream needs a role, and a Lambda function takes none.
   * Where a destination lets its senders in by their organization, the service refuses a filter without one; where it names
   * their accounts, a role makes no difference. Changing it updates the filter in place.
   *
   * @default - true, unless a role is given or the destination is known to need none
   * @example
   * new LogSubscription(this, "ToCentral", { destination: central, logGroupName: "/app", createRole: false });
   */
  readonly createRole?: boolean;

  /**
   * The Region of the log group, which has to be the destination's. Changing it replaces the filter.
   *
   * @default - the provider's Region
   */
  readonly region?: string;

  /**
   * The provider of the sending account, of everything that is made here. A change to one of another
   * account makes everything there again; the resources in the former account stay.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;

  /**
   * What has to be there before the filter, the log group for one where it is not a reference. A dependency in another
   * stack puts the stacks in order. Changing it changes nothing in AWS.
   *
   * @default - the destination with its access policy and the role with its policy, where the app makes them
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * What the subscription of an account is made of.
 *
 * @example
 * const props: LogAccountSubscriptionProps = {
 *   destination: central,
 *   policyName: "to-central",
 *   excludeLogGroups: ["/noisy", "/aws/lambda/log-reader"],
 *   filterPattern: "?ERROR ?WARN",
 *   distribution: LogDistribution.RANDOM,
 *   region: "eu-west-1",
 *   provider: sender,
 *   dependsOn: [logGroup],
 * };
 * new LogAccountSubscription(this, "ToCentral", props);
 */
export interface LogAccountSubscriptionProps extends LogSubscriptionOptions {
  /** Where the log events go. Changing it updates the policy in place. */
  readonly destination: ILogDestination;

  /**
   * The name of the policy, without `:` and not beginning with `aws/`. Changing it replaces the policy: nothing is sent
   * meanwhile.
   *
   * @default - the destination's name
   */
  readonly policyName?: string;

  /**
   * The exact names of the log groups that are not sent, a list token for them included; as a criterion at most 25 KB. Their
   * order does not matter. An empty list says that every log group is sent, also where the account may be the one that
   * receives them. Changing them replaces the policy: nothing is sent meanwhile.
   *
   * @default - every log group is sent; has to be given where the app does not show that the destination belongs to
   * another account
   */
  readonly excludeLogGroups?: string[];

  /**
   * Which log events to send, at most 1,024 characters. Changing it updates the policy in place.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   * @default - all of them
   */
  readonly filterPattern?: string;

  /**
   * How the log events are spread over the target's shards. Changing it updates the policy in place.
   *
   * @default LogDistribution.BY_LOG_STREAM
   */
  readonly distribution?: LogDistribution;

  /**
   * The role that the service sends with. One that is not for every log group of the account in the Region is refused at
   * synth. Changing it updates the policy in place.
   *
   * @default - as `roleArn` and `createRole` say
   * @example
   * new LogAccountSubscription(this, "ToCentral", {
   *   destination: central,
   *   excludeLogGroups: [],
   *   role: new LogSubscriptionRole(this, "SenderRole"),
   * });
   */
  readonly role?: LogSubscriptionRole;

  /**
   * The ARN of a role that is made elsewhere, in the sender's account. Of a `LogSubscriptionRole` give `role` instead, or
   * the policy does not wait for the role's. Changing it updates the policy in place.
   *
   * @default - as `role` and `createRole` say
   * @example
   * new LogAccountSubscription(this, "ToCentral", {
   *   destination: central,
   *   excludeLogGroups: [],
   *   roleArn: "arn:aws:iam::111122223333:role/logs-to-central",
   * });
   */
  readonly roleArn?: string;

  /**
   * Whether to make a role. Where the destination lets its senders in by their organization, the service refuses a policy
   * without one; where it names their accounts, a role makes no difference. Changing it updates the policy in place.
   *
   * @default - true, unless a role is given or the destination is known to need none
   * @example
   * new LogAccountSubscription(this, "ToCentral", { destination: central, excludeLogGroups: [], createRole: false });
   */
  readonly createRole?: boolean;

  /**
   * The Region of the log groups, which has to be the destination's. Changing it replaces the policy: nothing is sent
   * meanwhile.
   *
   * @default - the provider's Region
   */
  readonly region?: string;

  /**
   * The provider of the sending account, of everything that is made here. A change to one of another
   * account makes everything there again; the resources in the former account stay.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;

  /**
   * What has to be there before the policy. A dependency in another stack puts the stacks in order. Changing it changes
   * nothing in AWS.
   *
   * @default - the destination with its access policy and the role with its policy, where the app makes them
   */
  readonly dependsOn?: ITerraformDependable[];
}
