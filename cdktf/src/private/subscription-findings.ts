import type { TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { LogDestination } from "../log-destination";
import type { ILogDestination } from "../log-destination-ref";
import type { LogSubscriptionOptions } from "../log-subscription-options";
import type { LogSubscriptionRole, LogSubscriptionRoleProps } from "../log-subscription-role";
import type { ILogSubscriptionTarget, LogSubscriptionTarget } from "../log-subscription-target";
import { refuseOtherArn, roleForm } from "./arn-form";
import { directTarget, refuseRoleOfFunction } from "./direct-target";
import { displayName } from "./display-name";
import { isLiteral } from "./literal";
import { knownRegion } from "./location";
import { policyConstructOf } from "./policy-registry";

/** What a sender says of the role that the service sends with. */
export interface RoleProps {
  readonly role?: LogSubscriptionRole;
  readonly roleArn?: string;
  readonly createRole?: boolean;
}

/** Where a sender is. */
export interface Place {
  readonly region?: string;
  readonly provider?: TerraformProvider;
}

/** Refuses what is no destination, which plain JavaScript can give; for a log group it can be a `LogSubscriptionTarget`. */
export function refuseOtherDestination(destination: ILogSubscriptionTarget, ofLogGroup: boolean): void {
  const isObject = typeof destination === "object" && destination !== null;
  const isTarget = isObject && "destinationArn" in destination;
  const isDirect = isTarget && directTarget(destination) !== undefined;
  if (isTarget && (isDirect ? ofLogGroup : Construct.isConstruct(destination))) return;
  const got = isObject ? `a ${(destination as object).constructor.name}` : JSON.stringify(destination);
  throw new Error(
    `destination is ${got}; expected a LogDestination, LogDestination.fromDestinationArn(scope, id, arn) for one that is made ` +
      `elsewhere, or inRegion(region) of RegionalLogDestinations${isDirect ? "; log groups subscribe to it by LogSubscription" : ""} [LD2536]`,
  );
}

/**
 * Is a role made for this sender? Unless one is given or the destination is known to need none.
 *
 * @throws an error where more than one of the three props are given, the role is another object, the ARN is no role's, or the target takes no role
 */
export function makesRole({ role, roleArn, createRole }: RoleProps, destination: ILogSubscriptionTarget): boolean {
  const given = [role && "role", roleArn !== undefined && "roleArn", createRole && "createRole"].filter(Boolean);
  if (given.length > 1) {
    throw new Error(
      `${given.join(" and ")} are given, and a filter has one role; leave all but one of them out [LD2501]`,
    );
  }
  if (role && !(typeof role === "object" && "_coverage" in role)) {
    throw new Error("role is no LogSubscriptionRole; give the ARN of another role as roleArn [LD2537]");
  }
  if (roleArn !== undefined) refuseOtherArn("roleArn", roleArn, roleForm);
  const isFunction = directTarget(destination)?.subscriptionRoleRequired === false;
  if (given[0] && isFunction) refuseRoleOfFunction(given[0]);
  return role || roleArn !== undefined ? false : (createRole ?? destination.subscriptionRoleRequired ?? true);
}

/** @param senders the subject and verb of the sentence, `the log group is` */
export function regionFindings(
  scope: IConstruct,
  senders: string,
  { region, provider }: Place,
  destination: ILogDestination,
): string[] {
  const own = knownRegion(scope, provider, region);
  const needed = destination.region;
  if (own === undefined || needed === undefined || !isLiteral(needed) || own === needed) return [];
  return [
    `${senders} in ${own} and the destination ${displayName(destination)} in ${needed}; the service takes ` +
      `filters of the destination's own Region alone: make a destination in ${own} (RegionalLogDestinations), its ` +
      "target may stay where it is [LD2502]",
  ];
}

export function policyFindings(destination: ILogDestination): string[] {
  if (!(destination as Partial<LogDestination>)._lacksPolicy) return [];
  return [
    `the destination ${displayName(destination)} has no access policy, and the service then refuses every filter, those of ` +
      "its owner included; give it subscribers, for the owner's own account as well. If the policy is put outside the " +
      "app, subscribe to LogDestination.fromDestinationArn(scope, id, destination.destinationArn) [LD2503]",
  ];
}

/** Where the app sees the access policy, and it lets nobody subscribe a whole account. */
export function accountLevelFindings(destination: ILogDestination): string[] {
  if (policyConstructOf(destination)?._accountLevel !== false) return [];
  return [
    `the access policy of ${displayName(destination)} allows no account-level subscriptions, and the service refuses this one; ` +
      "set accountLevelSubscriptions: true there, or allow logs:PutSubscriptionFilter and logs:PutAccountPolicy in its " +
      "document [LD2906]",
  ];
}

/** @param hasRole does the filter name a role, a given one or one that was made? */
export function roleFindings(hasRole: boolean, { createRole }: RoleProps, destination: ILogDestination): string[] {
  const required = destination.subscriptionRoleRequired;
  if (hasRole || required === false) return [];
  if (required) {
    return [
      `the destination ${displayName(destination)} lets senders in by their organization, and the service refuses ` +
        "their filters without a role; set createRole: true, or give roleArn [LD2504]",
    ];
  }
  if (createRole === false) return [];
  return [
    `the destination ${displayName(destination)} named accounts alone when this subscription was made, so that it has no ` +
      "role, and lets in organizations since; say createRole: true or false [LD2505]",
  ];
}

/** A stream that is written to without a role, which the service refuses. [F100] */
export function streamRoleFindings(hasRole: boolean, target: LogSubscriptionTarget): string[] {
  if (hasRole || !target.subscriptionRoleRequired) return [];
  return ["the service writes to a stream with a role alone; leave createRole out, or give role or roleArn [LD2532]"];
}

/** The name, path and boundary of the role that is made; refused where none is, since they would have no effect. */
export function identityOfRole(
  { roleName, rolePath, rolePermissionsBoundary }: LogSubscriptionOptions,
  makes: boolean,
): Pick<LogSubscriptionRoleProps, "roleName" | "rolePath" | "permissionsBoundary"> {
  const idle = Object.entries({ roleName, rolePath, rolePermissionsBoundary }).filter(
    ([, value]) => value !== undefined,
  );
  if (!makes && idle.length > 0) {
    throw new Error(
      `no role is made here, so ${idle.map(([prop]) => prop).join(" and ")} would have no effect; leave that out, or say createRole: true [LD2541]`,
    );
  }
  return { roleName, rolePath, permissionsBoundary: rolePermissionsBoundary };
}
