import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { type ITerraformDependable, Lazy } from "cdktf";
import type { Construct } from "constructs";
import type { LogDestinationOptions } from "../log-destination";
import type { LogSubscriber } from "../log-subscriber";
import { checkArn, roleForm } from "./arn-form";
import { makeServiceRole } from "./service-role";
import { surroundingsOf } from "./surroundings";
import { trustPolicyText } from "./trust";

/** The role that one or several destinations write to their target with. */
export interface DestinationRole {
  readonly arn: string;
  /** What has to be there before a destination can use it. */
  readonly dependencies: ITerraformDependable[];
  readonly created?: IamRole;
}

/** Who the role is for; the subscribers are asked for at synth. */
export interface DestinationRoleUse {
  readonly regions: readonly (string | undefined)[];
  readonly subscribers: () => readonly LogSubscriber[];
}

/** Takes the role that is given, else makes one. */
export function destinationRole(
  scope: Construct,
  options: LogDestinationOptions,
  use: DestinationRoleUse,
): DestinationRole {
  if (options.roleArn !== undefined) {
    checkArn("roleArn", options.roleArn, roleForm);
    refuseIdleProps(options);
    return { arn: options.roleArn, dependencies: [] };
  }
  const { role, policy } = makeServiceRole(scope, {
    namePrefix: "log-destination-",
    roleName: options.roleName,
    description: "CloudWatch Logs writes to the target of a log destination with this role",
    trustPolicy: destinationTrustPolicy(scope, options, use),
    policyName: "write-to-target",
    permissionsPolicy: options.target.permissionsPolicy,
    permissionsBoundary: options.rolePermissionsBoundary,
    tags: options.tags,
    provider: options.provider,
  });
  return { arn: role.arn, dependencies: [policy], created: role };
}

/** The trust policy that the role needs, resolved at synth. */
export function destinationTrustPolicy(
  scope: Construct,
  { provider, trustBySourceOrganization }: LogDestinationOptions,
  { regions, subscribers }: DestinationRoleUse,
): string {
  const surroundings = regions.map((region) => surroundingsOf(scope, provider, region));
  const bySourceOrganization = trustBySourceOrganization ?? false;
  return Lazy.stringValue({
    produce: () => trustPolicyText({ surroundings, subscribers: subscribers(), bySourceOrganization }),
  });
}

/** A given role is left as it is, so props that would shape a created one would be ignored in silence. */
function refuseIdleProps(options: LogDestinationOptions): void {
  const idle = (["roleName", "rolePermissionsBoundary", "trustBySourceOrganization"] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (idle.length === 0) return;
  throw new Error(`roleArn is given, so ${idle.join(" and ")} would have no effect; leave out the one or the other`);
}
