import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { LogDestination } from "./log-destination";
import type { ILogDestination } from "./log-destination-ref";
import { LogSubscriptionRole } from "./log-subscription-role";
import { checkArn, roleForm } from "./private/arn-form";
import { called } from "./private/called";
import { claim, placeOf } from "./private/claim";
import { knownRegion } from "./private/known-region";
import { isLiteral } from "./private/literal";
import { dependenciesWithin, isDependable } from "./private/order";
import { checkFilterName, checkFilterPattern, checkLogGroupName, checkRegion } from "./private/rules";

/** How the log events of a log group are spread over the shards of the stream behind the destination. */
export enum LogDistribution {
  /** The events of a log stream stay together, in order. */
  BY_LOG_STREAM = "ByLogStream",

  /** Each batch goes anywhere, which evens out the load of a few busy log streams. */
  RANDOM = "Random",
}

/** What a subscription is made of. */
export interface LogSubscriptionProps {
  /** Where the log events go. Changing it replaces the filter. */
  readonly destination: ILogDestination;

  /**
   * The name of the log group, 1 to 512 letters, digits and `.-_/#`, in the destination's Region. Changing it replaces
   * the filter.
   */
  readonly logGroupName: string;

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
   * The ARN of the role that the service sends with, in the sender's account. `LogSubscriptionRole` makes one that
   * several subscriptions can share. Changing it updates the filter in place.
   *
   * @default - as `createRole` says
   */
  readonly roleArn?: string;

  /**
   * Whether to make a role. Where the destination lets its senders in by their organization, the service refuses a
   * filter without one; where it names their accounts, a role makes no difference. Changing it updates the filter in place.
   *
   * @default - true, unless `roleArn` is given or the destination is known to need none
   */
  readonly createRole?: boolean;

  /**
   * The Region of the log group, which has to be the destination's. Changing it replaces the filter.
   *
   * @default - the provider's Region
   */
  readonly region?: string;

  /**
   * The provider of the sending account, of everything that is made here. Changing it to one of another account makes
   * everything anew there and leaves behind what was made before.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;

  /**
   * What has to be there before the filter, the log group for one where it is not a reference. A dependency in another
   * stack puts the stacks in order. Changing it changes nothing in AWS.
   *
   * @default - the destination with its access policy and the role with its policy, as far as they are made in the app
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Sends the log events of a log group to a destination: a subscription filter, and the role that it needs where the
 * destination lets its account in by its organization.
 *
 * A role that is made in the same apply can be too young for the service, and Terraform's provider does not wait it out
 * in every version; applying again then helps. To be sure, make a `LogSubscriptionRole` in an earlier apply.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
 */
export class LogSubscription extends Construct {
  /** The name of the filter. */
  public readonly filterName: string;

  /** The role that was created; `undefined` where one was given or none is needed. */
  public readonly role?: LogSubscriptionRole;

  /** The Terraform resource behind the filter. */
  public readonly resource: CloudwatchLogSubscriptionFilter;

  private readonly props: LogSubscriptionProps;

  /**
   * @throws an error where a name, the pattern or the Region is known to be one that the service refuses, where
   * `roleArn` and `createRole` are both given, and where the app puts a filter of that name on the log group already
   */
  constructor(scope: Construct, id: string, props: LogSubscriptionProps) {
    super(scope, id);
    const { destination, logGroupName, filterPattern, distribution, roleArn, region, provider } = props;
    this.props = props;
    this.filterName = props.filterName ?? destination.destinationName;
    checkLogGroupName(logGroupName);
    checkFilterName(this.filterName);
    checkFilterPattern(filterPattern);
    checkRegion(region);
    claim(
      this,
      `the filter ${this.filterName} of ${logGroupName}`,
      ["filter", ...placeOf(this, provider, region), logGroupName, this.filterName],
      "give this one another filterName",
    );

    const dependsOn = dependenciesWithin(this, props.dependsOn);
    if (isDependable(destination)) dependsOn.push(...dependenciesWithin(this, [destination]));
    if (this.makesRole()) {
      this.role = new LogSubscriptionRole(this, "Role", { logGroupNames: [logGroupName], region, provider });
      dependsOn.push(this.role);
    }
    this.resource = new CloudwatchLogSubscriptionFilter(this, "Resource", {
      name: this.filterName,
      logGroupName,
      destinationArn: destination.destinationArn,
      filterPattern: filterPattern ?? "",
      distribution,
      roleArn: roleArn ?? this.role?.roleArn,
      region,
      provider,
      dependsOn,
    });
    this.node.addValidation({
      validate: () => [...this.regionFindings(), ...this.policyFindings(), ...this.roleFindings()],
    });
  }

  private makesRole(): boolean {
    const { roleArn, createRole, destination } = this.props;
    if (roleArn === undefined) return createRole ?? destination.subscriptionRoleRequired ?? true;
    checkArn("roleArn", roleArn, roleForm);
    if (createRole === undefined) return false;
    throw new Error("roleArn is given, so createRole would have no effect; leave out the one or the other");
  }

  private regionFindings(): string[] {
    const { destination, region, provider } = this.props;
    const own = knownRegion(this, provider, region);
    const needed = destination.region;
    if (own === undefined || needed === undefined || !isLiteral(needed) || own === needed) return [];
    return [
      `the log group is in ${own} and the destination ${called(destination)} in ${needed}; the service takes ` +
        `filters of the destination's own Region alone: make a destination in ${own} (RegionalLogDestinations), its ` +
        "target may stay where it is",
    ];
  }

  private policyFindings(): string[] {
    const { destination } = this.props;
    if (!(destination instanceof LogDestination) || !destination._lacksPolicy) return [];
    return [
      `the destination ${called(destination)} has no access policy, and the service then refuses every filter, those of ` +
        "its owner included; give it subscribers, for the owner's own account as well",
    ];
  }

  private roleFindings(): string[] {
    const { destination } = this.props;
    if (this.resource.roleArnInput !== undefined || destination.subscriptionRoleRequired !== true) return [];
    return [
      `the destination ${called(destination)} lets senders in by their organization, and the service refuses ` +
        "their filters without a role; set createRole: true, or give roleArn",
    ];
  }
}
