import { type ITerraformDependable, Lazy, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import type { ILogDestination } from "../log-destination-ref";
import { dependenciesWithin, isDependable } from "./dependencies";
import { displayName } from "./display-name";
import { AppRegistry } from "./uniqueness";

/** A construct that puts the one access policy that a destination has. */
export interface PolicyConstruct extends IConstruct, ITerraformDependable {
  /** Do filters of its subscribers need a role? `undefined` where that depends on the sender or is unknown. */
  readonly _roleRequired: boolean | undefined;
  /** Does it let subscribers put account-level subscriptions? `undefined` where that is unknown. */
  readonly _accountLevel: boolean | undefined;
}

/** A destination of which the app knows the account and Region. */
export interface LocatedDestination extends ILogDestination {
  /** Its location key and its name. */
  readonly _address: readonly string[];
  readonly _provider?: TerraformProvider;
}

export function isLocated(destination: ILogDestination): destination is LocatedDestination {
  return "_address" in destination && destination._address !== undefined;
}

const policies = new AppRegistry<PolicyConstruct>("a destination has only one, so call grantSubscribe there");

export function registerPolicy(destination: ILogDestination, policy: PolicyConstruct): void {
  policies.register(policy, thePolicyOf(destination), keyOf(destination));
}

/** Throws where {@link registerPolicy} would, and registers nothing. */
export function refuseSecondPolicy(destination: ILogDestination, policy: PolicyConstruct): void {
  policies.refuseTaken(policy, thePolicyOf(destination), keyOf(destination));
}

function thePolicyOf(destination: ILogDestination): string {
  return `the access policy of ${displayName(destination)}`;
}

/** The construct that puts the access policy of this destination, where the app has one. */
export function policyConstructOf(destination: ILogDestination): PolicyConstruct | undefined {
  return policies.ownerOf(destination, keyOf(destination));
}

function keyOf(destination: ILogDestination): readonly string[] {
  return isLocated(destination) ? destination._address : [destination.destinationArn];
}

/**
 * What a sender in the stack of `scope` waits for: the access policy, else the destination, where the app makes them.
 * Resolved at synth, since the construct that puts the policy may be made later.
 */
export function readyDependency(scope: IConstruct, destination: ILogDestination): ITerraformDependable {
  const produce = () => {
    const last = policyConstructOf(destination) ?? destination;
    return isDependable(last) ? dependenciesWithin(scope, [last])[0]?.fqn : undefined;
  };
  return { fqn: Lazy.stringValue({ produce }) };
}
