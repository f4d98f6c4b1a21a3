import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { LogDestinationOptions } from "../log-destination";
import type { LogSubscriber } from "../log-subscriber";
import { checkArn, roleForm } from "./arn-form";
import { makeServiceRole } from "./service-role";
import { surroundingsOf } from "./surroundings";
import { trustPolicyText } from "./trust";

/** Who the role is for; the subscribers may become more. */
export interface DestinationRoleUse {
  readonly regions: readonly (string | undefined)[];
  readonly subscribers: readonly LogSubscriber[];
}

/** The role that one or several destinations write to their target with: the one that is given, else one made here. */
export class DestinationRole {
  public readonly arn: string;
  public readonly created?: IamRole;
  /** What has to be there before a destination can use the role. */
  public readonly dependencies: ITerraformDependable[] = [];

  constructor(
    private readonly scope: Construct,
    private readonly options: LogDestinationOptions,
    private readonly use: DestinationRoleUse,
  ) {
    if (options.roleArn !== undefined) {
      checkArn("roleArn", options.roleArn, roleForm);
      refuseIdleProps(options);
      this.arn = options.roleArn;
      return;
    }
    const { role, policy } = makeServiceRole(scope, {
      namePrefix: "log-destination-",
      roleName: options.roleName,
      description: "CloudWatch Logs writes to the target of a log destination with this role",
      trustPolicy: this.trustPolicy(),
      policyName: "write-to-target",
      permissionsPolicy: options.target.permissionsPolicy,
      permissionsBoundary: options.rolePermissionsBoundary,
      tags: options.tags,
      provider: options.provider,
    });
    this.arn = role.arn;
    this.created = role;
    this.dependencies.push(policy);
  }

  /** The trust policy that the role needs for the subscribers as they are now. */
  public trustPolicy(): string {
    const { provider, trustBySourceOrganization } = this.options;
    return trustPolicyText({
      surroundings: this.use.regions.map((region) => surroundingsOf(this.scope, provider, region)),
      subscribers: this.use.subscribers,
      bySourceOrganization: trustBySourceOrganization ?? false,
    });
  }

  /** Follows the subscribers, where the role is ours to change. */
  public update(): void {
    if (this.created) this.created.assumeRolePolicy = this.trustPolicy();
  }
}

/** A given role is left as it is, so props that would shape a created one would be ignored in silence. */
function refuseIdleProps(options: LogDestinationOptions): void {
  const idle = (["roleName", "rolePermissionsBoundary", "trustBySourceOrganization"] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (idle.length === 0) return;
  throw new Error(`roleArn is given, so ${idle.join(" and ")} would have no effect; leave out the one or the other`);
}
