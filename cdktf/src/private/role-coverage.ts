import type { IConstruct } from "constructs";
import type { LogSubscriptionRole } from "../log-subscription-role";
import type { ILogSubscriptionTarget, LogSubscriptionTarget } from "../log-subscription-target";
import { matchesPattern } from "./core";
import { directTarget } from "./direct-target";
import { isLiteral } from "./literal";
import { knownRegion } from "./location";
import type { Place } from "./subscription-findings";

/** What the service sends with a role. */
export interface RoleUse extends Place {
  readonly destination: ILogSubscriptionTarget;
  /** The log groups, `*` for all; tokens pass. */
  readonly logGroupNames: readonly string[];
}

/**
 * What a role does not cover of what it is used for. AWS documents the permission as needed for the filter's own log group; what
 * the service does without is not known. [F118]
 */
export function coverageFindings(scope: IConstruct, role: LogSubscriptionRole, use: RoleUse): string[] {
  const { destination, region, provider, logGroupNames } = use;
  const target = directTarget(destination);
  if (role._target?.destinationArn !== target?.destinationArn) return [ofOtherTarget(role, target)];
  const own = knownRegion(scope, provider, region);
  const { regions, logGroupNames: covered } = role._coverage;
  const found: string[] = [];
  if (own !== undefined && regions !== undefined && !regions.includes(own)) {
    found.push(
      `the role ${role.node.path} is for ${regions.join(", ")}, and this subscription is in ${own}; give the role ` +
        `regions: ${JSON.stringify([...regions, own])} [LD2523]`,
    );
  }
  const missed = logGroupNames.filter(
    (name) => isLiteral(name) && covered !== undefined && !covered.some((pattern) => matchesPattern(pattern, name)),
  );
  if (missed.length > 0) {
    const all = missed.includes("*");
    found.push(
      `the role ${role.node.path} does not cover ${all ? "every log group" : missed.join(", ")}; ` +
        `${all ? "leave its logGroupNames out" : "add that to its logGroupNames, by name or by a wildcard"} [LD2524]`,
    );
  }
  return found;
}

function ofOtherTarget(role: LogSubscriptionRole, target: LogSubscriptionTarget | undefined): string {
  const [is, needed] =
    target === undefined
      ? ["writes to a stream", "for a destination, give a role without a target"]
      : [
          role._target ? "writes to another stream" : "is for destinations",
          "for this stream, give a LogSubscriptionRole whose target it is",
        ];
  return `the role ${role.node.path} ${is}; ${needed} [LD2525]`;
}
