import { type ITerraformDependable, Lazy, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import type { ILogDestination } from "../log-destination-ref";
import { called } from "./called";
import { Claims } from "./claim";
import { dependenciesWithin, isDependable } from "./order";

/** A construct that puts the one access policy that a destination has. */
export interface PolicyHolder extends IConstruct, ITerraformDependable {
  /** Do filters of those whom it lets in need a role? `undefined` where that depends on the sender or is unknown. */
  readonly _roleRequired: boolean | undefined;
}

/** A destination of which the app knows whose it is. */
export interface LocatedDestination extends ILogDestination {
  /** Its place and its name. */
  readonly _address: readonly string[];
  readonly _provider?: TerraformProvider;
}

export function isLocated(destination: ILogDestination): destination is LocatedDestination {
  return "_address" in destination && destination._address !== undefined;
}

const policies = new Claims<PolicyHolder>("a destination has only one, so call grantSubscribe there");

export function claimPolicy(destination: ILogDestination, holder: PolicyHolder): void {
  policies.take(holder, thePolicyOf(destination), keyOf(destination));
}

/** Throws where {@link claimPolicy} would, and claims nothing. */
export function refuseSecondPolicy(destination: ILogDestination, holder: PolicyHolder): void {
  policies.refuseTaken(holder, thePolicyOf(destination), keyOf(destination));
}

function thePolicyOf(destination: ILogDestination): string {
  return `the access policy of ${called(destination)}`;
}

/** What puts the access policy of this destination, where that is in the app. */
export function policyHolder(destination: ILogDestination): PolicyHolder | undefined {
  return policies.holder(destination, keyOf(destination));
}

function keyOf(destination: ILogDestination): readonly string[] {
  return isLocated(destination) ? destination._address : [destination.destinationArn];
}

/**
 * What a sender in the stack of `scope` has to wait for: the access policy, else the destination, as far as the app
 * makes them. Asked for at synth, since the one who puts the policy may come later.
 */
export function readiness(scope: IConstruct, destination: ILogDestination): ITerraformDependable {
  const produce = () => {
    const last = policyHolder(destination) ?? destination;
    return isDependable(last) ? dependenciesWithin(scope, [last])[0]?.fqn : undefined;
  };
  return { fqn: Lazy.stringValue({ produce }) };
}
