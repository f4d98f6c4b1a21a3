import { CloudwatchLogAccountPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-account-policy";
import { Construct } from "constructs";
import { LogDistribution } from "./log-distribution";
import type { LogAccountSubscriptionProps } from "./log-subscription-options";
import { LogSubscriptionRole } from "./log-subscription-role";
import { accountKey } from "./private/account";
import { policyDocument, refuseBadPolicyName, selectionCriteriaText } from "./private/account-policy";
import { dependenciesWithin } from "./private/dependencies";
import { escaped } from "./private/expressions";
import { instanceFindings } from "./private/instances";
import { refuseOtherLibrary } from "./private/library";
import { knownRegion, locationKey } from "./private/location";
import { logicalIdFindings } from "./private/logical-ids";
import { ownerOf, refuseLoops } from "./private/loops";
import { refuseBadNeighbours } from "./private/neighbours";
import { below, moveFrom, removeFromState, typesOfRole } from "./private/origins";
import { readyDependency } from "./private/policy-registry";
import { logAccountSubscriptionProps } from "./private/prop-kinds";
import { readProps } from "./private/read-props";
import { coverageFindings } from "./private/role-coverage";
import { filterPatternText, refuseBadRegion, refuseOtherValue } from "./private/rules";
import {
  accountLevelFindings,
  identityOfRole,
  makesRole,
  policyFindings,
  refuseOtherDestination,
  regionFindings,
  roleFindings,
} from "./private/subscription-findings";
import { AppRegistry } from "./private/uniqueness";

/**
 * Sends the log events of every log group of an account and Region to a destination, those of log groups that are made later
 * too: an account-level subscription, and the role that it needs where the destination lets the account in by its
 * organization. The service takes one for an account and Region.
 *
 * The owner of the destination has to allow it, by `accountLevelSubscriptions`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html
 * @example
 * new LogAccountSubscription(this, "ToCentral", {
 *   destination: LogDestination.fromDestinationArn(
 *     this,
 *     "Central",
 *     "arn:aws:logs:eu-west-1:999999999999:destination:central",
 *   ),
 *   excludeLogGroups: ["/aws/lambda/log-reader"],
 * });
 */
export class LogAccountSubscription extends Construct {
  /**
   * Lets Terraform forget what a construct of this kind made in this stack, and leave it in AWS as it is, by `removed` blocks
   * (Terraform 1.7 and later): for a move to another stack, which takes it over by an import. Leave the call out once every
   * state has it applied.
   *
   * @param scope the stack that had the construct, or a construct in it
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path. At synth, where a construct still has a former address
   * @example
   * LogAccountSubscription.removeFromState(this, "All");
   */
  public static removeFromState(scope: Construct, formerPath: string): void {
    const types = { Resource: "aws_cloudwatch_log_account_policy", ...below("Role", typesOfRole) };
    removeFromState(scope, formerPath, types);
  }

  /**
   * The name of the policy.
   *
   * @example
   * const subscription = new LogAccountSubscription(this, "ToCentral", { destination: central, excludeLogGroups: [] });
   * new TerraformOutput(this, "Policy", { value: subscription.policyName });
   */
  public readonly policyName: string;

  /**
   * The role that is given or was created; `undefined` where its ARN was given or none is needed.
   *
   * @example
   * const subscription = new LogAccountSubscription(this, "ToCentral", { destination: central, excludeLogGroups: [] });
   * new TerraformOutput(this, "Role", { value: subscription.role?.roleArn });
   */
  public readonly role?: LogSubscriptionRole;

  /**
   * The Terraform resource behind the policy.
   *
   * @example
   * const subscription = new LogAccountSubscription(this, "ToCentral", { destination: central, excludeLogGroups: [] });
   * subscription.resource.addOverride("lifecycle.create_before_destroy", false);
   */
  public readonly resource: CloudwatchLogAccountPolicy;

  /**
   * @throws an error where a name, the pattern or the Region is known to be one that the service refuses, where the names of
   * the log groups are over 25 KB, where more than one of `role`, `roleArn` and `createRole: true` are given, where a prop has
   * something else than its type says, where the app has such a subscription for the account and Region already, and where
   * the stack is made with another library than the one that these constructs are for
   */
  constructor(scope: Construct, id: string, props: LogAccountSubscriptionProps) {
    super(scope, id);
    refuseOtherLibrary(this);
    props = readProps(
      "LogAccountSubscription",
      props,
      logAccountSubscriptionProps,
      new.target !== LogAccountSubscription,
    );
    const { destination, excludeLogGroups, distribution, role, roleArn, region, provider } = props;
    refuseOtherDestination(destination, false);
    this.policyName = props.policyName ?? destination.destinationName;
    refuseBadPolicyName(this.policyName);
    const filterPattern = filterPatternText(props.filterPattern);
    refuseOtherValue("distribution", distribution, LogDistribution);
    refuseBadRegion(region);
    const selectionCriteria = selectionCriteriaText(excludeLogGroups);

    const dependsOn = [...dependenciesWithin(this, props.dependsOn), readyDependency(this, destination)];
    const makes = makesRole(props, destination);
    const identity = identityOfRole(props, makes);
    this.role = makes ? new LogSubscriptionRole(this, "Role", { ...identity, region, provider }) : role;
    if (this.role) dependsOn.push(...dependenciesWithin(this, [this.role]));
    const where = knownRegion(this, provider, region) ?? region;
    // Two providers of one account whose Regions are unknown can be in different ones.
    const key = where === undefined ? locationKey(this, provider) : [accountKey(this, provider), where];
    accountSubscriptions.register(this, `the account-level subscription of ${where ?? "the Region"}`, key);
    this.resource = new CloudwatchLogAccountPolicy(this, "Resource", {
      policyName: escaped(this.policyName),
      policyType: "SUBSCRIPTION_FILTER_POLICY",
      policyDocument: policyDocument({
        DestinationArn: destination.destinationArn,
        RoleArn: roleArn ?? this.role?.roleArn,
        FilterPattern: filterPattern,
        Distribution: distribution,
      }),
      selectionCriteria,
      region,
      provider,
      dependsOn,
    });
    refuseLoops(this, {
      targetArn: destination.destinationArn,
      excludeLogGroups,
      owner: ownerOf(destination),
      region,
      provider,
    });
    refuseBadNeighbours(this, this.resource, props, () => ({ roleArn: roleArn ?? role?.roleArn }));
    const hasRole = roleArn !== undefined || this.role !== undefined;
    this.node.addValidation({
      validate: () => [
        ...instanceFindings(this, this.resource),
        ...logicalIdFindings(this),
        ...regionFindings(this, "the account subscribes", props, destination),
        ...policyFindings(destination),
        ...accountLevelFindings(destination),
        ...roleFindings(hasRole, props, destination),
        ...(role ? coverageFindings(this, role, { ...props, logGroupNames: ["*"] }) : []),
      ],
    });
  }

  /**
   * Moves the policy, and the role that is made for it, from the path that this construct had in this stack, by `moved` blocks: a plan then
   * destroys nothing. Leave the call out once every state has it applied.
   *
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path and for the present one, and where something has a move or an import already. At
   * synth, where another construct still has the former address
   * @example
   * const all = new LogAccountSubscription(this, "All", { destination: central, excludeLogGroups: [] });
   * all.moveFrom("Workload/All");
   */
  public moveFrom(formerPath: string): void {
    moveFrom(this, formerPath);
  }
}

const accountSubscriptions = new AppRegistry<LogAccountSubscription>(
  "the service takes one for an account and Region; send to one destination, or subscribe log groups by LogSubscription",
);
