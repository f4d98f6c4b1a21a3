import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import type { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Token } from "cdktf";
import { Construct } from "constructs";
import type { ILogDestination } from "./log-destination-ref";
import { LogDistribution } from "./log-distribution";
import type { LogSubscriptionProps } from "./log-subscription-options";
import { LogSubscriptionRole } from "./log-subscription-role";
import type { ILogSubscriptionTarget } from "./log-subscription-target";
import { LogSystemField } from "./log-system-field";
import { dependenciesWithin } from "./private/dependencies";
import { directTarget } from "./private/direct-target";
import { escaped } from "./private/expressions";
import { permissionToCall } from "./private/function-permission";
import { instanceFindings, repetitionFindings } from "./private/instances";
import { itemFindings } from "./private/lazy-items";
import { refuseOtherLibrary } from "./private/library";
import { locationKey } from "./private/location";
import { type LogGroups, logGroupsOf } from "./private/log-groups";
import { logicalIdFindings } from "./private/logical-ids";
import { refuseLoops } from "./private/loops";
import { refuseBadNeighbours } from "./private/neighbours";
import { setNewerArguments } from "./private/newer-arguments";
import { below, moveFrom, moveFromOneInstance, removeFromState, typesOfRole } from "./private/origins";
import { plainText } from "./private/plain-text";
import { readyDependency } from "./private/policy-registry";
import { logSubscriptionProps } from "./private/prop-kinds";
import { readProps } from "./private/read-props";
import { coverageFindings } from "./private/role-coverage";
import { filterPatternText, refuseBadFilterName, refuseBadRegion, refuseOtherValue } from "./private/rules";
import {
  identityOfRole,
  makesRole,
  policyFindings,
  refuseOtherDestination,
  regionFindings,
  roleFindings,
  streamRoleFindings,
} from "./private/subscription-findings";
import { AppRegistry } from "./private/uniqueness";

/**
 * Sends the log events of a log group, or of many, to a destination: a subscription filter, and the role that it needs where the
 * destination lets its account in by its organization.
 *
 * A role that is made in the same apply can be too young for the service, and Terraform's provider does not wait it out
 * in every version [F231]; applying again then helps. To be sure, make a `LogSubscriptionRole` in an earlier apply, in a
 * stack of its own.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
 * @example
 * new LogSubscription(this, "ToCentral", {
 *   destination: LogDestination.fromDestinationArn(
 *     this,
 *     "Central",
 *     "arn:aws:logs:eu-west-1:999999999999:destination:central",
 *   ),
 *   logGroupName: logGroup.name,
 *   filterPattern: "ERROR",
 * });
 */
export class LogSubscription extends Construct {
  /**
   * Lets Terraform forget what a construct of this kind made in this stack, and leave it in AWS as it is, by `removed` blocks
   * (Terraform 1.7 and later): for a move to another stack, which takes it over by an import. Leave the call out once every
   * state has it applied.
   *
   * @param scope the stack that had the construct, or a construct in it
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path. At synth, where a construct still has a former address
   * @example
   * LogSubscription.removeFromState(this, "App");
   */
  public static removeFromState(scope: Construct, formerPath: string): void {
    removeFromState(scope, formerPath, {
      Resource: "aws_cloudwatch_log_subscription_filter",
      Permission: "aws_lambda_permission",
      ...below("Role", typesOfRole),
    });
  }

  /**
   * The name of the filter.
   *
   * @example
   * const subscription = new LogSubscription(this, "ToCentral", { destination: central, logGroupName: "/app" });
   * new TerraformOutput(this, "Filter", { value: subscription.filterName });
   */
  public readonly filterName: string;

  /**
   * The role that is given or was created; `undefined` where its ARN was given or none is needed.
   *
   * @example
   * const subscription = new LogSubscription(this, "ToCentral", { destination: central, logGroupName: "/app" });
   * new TerraformOutput(this, "SenderRoleArn", { value: subscription.role?.roleArn });
   */
  public readonly role?: LogSubscriptionRole;

  /**
   * The Terraform resource behind the filter.
   *
   * @example
   * const subscription = new LogSubscription(this, "ToCentral", { destination: central, logGroupName: "/app" });
   * subscription.resource.addOverride("timeouts", { create: "5m" });
   */
  public readonly resource: CloudwatchLogSubscriptionFilter;

  /**
   * The permission to call the Lambda function that is the destination; `undefined` where it is none.
   *
   * @example
   * const subscription = new LogSubscription(this, "ToReader", {
   *   destination: LogSubscriptionTarget.lambdaFunction(reader.arn),
   *   logGroupName: "/app",
   * });
   * new TerraformOutput(this, "Permission", { value: subscription.permission?.statementId });
   */
  public readonly permission?: LambdaPermission;

  /**
   * @throws an error where a name, the pattern or the Region is known to be one that the service refuses, where the log
   * groups are named twice or not at all, where more than one of `role`, `roleArn` and `createRole: true` are given, where a
   * prop has something else than its type says, where the app puts a filter of that name on the log group already, and where
   * the stack is made with another library than the one that these constructs are for
   */
  constructor(scope: Construct, id: string, props: LogSubscriptionProps) {
    super(scope, id);
    refuseOtherLibrary(this);
    props = readProps("LogSubscription", props, logSubscriptionProps, new.target !== LogSubscription);
    const { destination, distribution, roleArn, region, provider } = props;
    refuseOtherDestination(destination, true);
    const logGroups = logGroupsOf(props);
    this.filterName = props.filterName ?? destination.destinationName;
    refuseBadFilterName(this.filterName);
    const filterPattern = filterPatternText(props.filterPattern);
    refuseOtherValue("distribution", distribution, LogDistribution);
    refuseOtherFields(props.emitSystemFields);
    refuseBadRegion(region);

    const target = directTarget(destination);
    const central = isDestination(destination) ? destination : undefined;
    const dependsOn = dependenciesWithin(this, props.dependsOn);
    if (central) dependsOn.push(readyDependency(this, central));
    const makes = makesRole(props, destination);
    const identity = identityOfRole(props, makes);
    this.role = makes
      ? new LogSubscriptionRole(this, "Role", {
          ...identity,
          ...(target ? { target } : namesFor(logGroups)),
          region,
          provider,
        })
      : props.role;
    if (this.role) dependsOn.push(...dependenciesWithin(this, [this.role]));
    this.permission = target && permissionToCall(this, target, logGroups, props);
    if (this.permission) dependsOn.push(this.permission);
    for (const name of logGroups.names ?? []) {
      filters.register(this, `the filter ${this.filterName} of ${name}`, [
        ...locationKey(this, provider, region),
        name,
        this.filterName,
      ]);
    }
    this.resource = new CloudwatchLogSubscriptionFilter(this, "Resource", {
      name: escaped(this.filterName),
      logGroupName: logGroups.name,
      destinationArn: destination.destinationArn,
      filterPattern: plainText(filterPattern),
      distribution,
      roleArn: roleArn ?? this.role?.roleArn,
      region,
      provider,
      forEach: logGroups.forEach,
      dependsOn,
    });
    setNewerArguments(this, this.resource, "aws_cloudwatch_log_subscription_filter", {
      apply_on_transformed_logs: props.applyOnTransformedLogs,
      emit_system_fields: props.emitSystemFields,
    });
    for (const logGroupName of logGroups.names ?? []) {
      refuseLoops(this, {
        targetArn: destination.destinationArn,
        isOwn: target !== undefined,
        logGroupName,
        region,
        provider,
      });
    }
    const { role } = props;
    refuseBadNeighbours(this, this.resource, props, () => ({
      targetArn: target && this.resource.destinationArnInput,
      roleArn: this.resource.roleArnInput,
      isOwnRole: role === undefined && roleArn === undefined,
      logGroupNames: logGroups.names,
    }));
    this.node.addValidation({
      validate: () => {
        const hasRole = this.resource.roleArnInput !== undefined;
        return [
          ...instanceFindings(this, this.resource),
          ...itemFindings(this, props.logGroupNames, (logGroupNames) => logGroupsOf({ logGroupNames })),
          ...logicalIdFindings(this),
          ...repetitionFindings(this.resource),
          ...(target ? streamRoleFindings(hasRole, target) : []),
          ...(central ? regionFindings(this, "the log group is", props, central) : []),
          ...(central ? policyFindings(central) : []),
          ...(central ? roleFindings(hasRole, props, central) : []),
          ...(role ? coverageFindings(this, role, { ...props, logGroupNames: logGroups.names ?? [] }) : []),
        ];
      },
    });
  }

  /**
   * Moves the filter, and the role or permission that is made for it, from the path that this construct had in this stack, by `moved` blocks: a plan then
   * destroys nothing. Leave the call out once every state has it applied.
   *
   * @param formerPath the ids of the constructs around it and its own, joined by `/`, without the stack's
   * @throws an error for what is no such path and for the present one, and where something has a move or an import already. At
   * synth, where another construct still has the former address
   * @example
   * const app = new LogSubscription(this, "App", { destination: central, logGroupName: "/app" });
   * app.moveFrom("Workload/App");
   */
  public moveFrom(formerPath: string): void {
    moveFrom(this, formerPath);
  }

  /**
   * Moves the filter of one log group, which had `logGroupName` alone, to its place among those of `logGroupNames` or `forEach`,
   * by a `moved` block: a plan then destroys nothing. Leave the call out once every state has it applied.
   *
   * @param key the name of the log group; with `forEach` the key that its item has
   * @throws an error where the subscription has one filter alone, and where it has a move or an import already
   * @example
   * const app = new LogSubscription(this, "App", { destination: central, logGroupNames: ["/app", "/jobs"] });
   * app.moveFromOneLogGroup("/app");
   */
  public moveFromOneLogGroup(key: string): void {
    moveFromOneInstance(this, this.resource, key);
  }
}

function refuseOtherFields(fields: LogSystemField[] = []): void {
  if (Token.isUnresolved(fields)) return;
  for (const field of fields) refuseOtherValue("emitSystemFields", field, LogSystemField);
}

function isDestination(target: ILogSubscriptionTarget): target is ILogDestination {
  return Construct.isConstruct(target);
}

/** The names for the role of these log groups: none where only Terraform knows how many there are, since they may not fit. */
function namesFor({ names }: LogGroups): { logGroupNames?: string[] } {
  return names ? { logGroupNames: [...names] } : {};
}

const filters = new AppRegistry<LogSubscription>("give this one another filterName");
