import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Annotations, type ITerraformDependable, Lazy } from "cdktf";
import type { Construct } from "constructs";
import type { LogDestinationOptions } from "../log-destination-options";
import type { LogSubscriber } from "../log-subscriber";
import { refuseOtherArn, roleForm } from "./arn-form";
import { locationOf } from "./location";
import { attributeOf } from "./logical-ids";
import { makeServiceRole } from "./service-role";
import { inOrganizations, type TrustParts, trustPolicyText, unconfined } from "./trust";

/** Who the role is for; the subscribers of each destination, which may become more, are asked for each time. */
export interface DestinationRoleUse {
  readonly regions: readonly (string | undefined)[];
  readonly subscribers: () => readonly (readonly LogSubscriber[])[];
}

/** The role that one or several destinations write to their target with: the one that is given, else one made here. */
export class DestinationRole {
  public readonly arn: string;
  public readonly created?: IamRole;
  /** What has to be there before a destination can use the role. */
  public readonly dependencies: ITerraformDependable[] = [];
  private handedOut = false;
  private remarked = false;

  constructor(
    private readonly scope: Construct,
    private readonly options: LogDestinationOptions,
    private readonly use: DestinationRoleUse,
  ) {
    if (options.roleArn !== undefined) {
      refuseOtherArn("roleArn", options.roleArn, roleForm);
      refuseIdleProps(options);
      this.arn = options.roleArn;
      return;
    }
    const { role, policy } = makeServiceRole(scope, {
      namePrefix: "log-destination-",
      roleName: options.roleName,
      rolePath: options.rolePath,
      description: "CloudWatch Logs writes to the target of a log destination with this role",
      trustPolicy: this.trustPolicy(),
      policyName: "write-to-target",
      permissionsPolicy: options.target.permissionsPolicy,
      permissionsBoundary: options.rolePermissionsBoundary,
      tags: options.tags,
      provider: options.provider,
    });
    this.arn = attributeOf(role, "arn");
    this.created = role;
    this.dependencies.push(policy);
    if (options.trustBySourceOrganization) scope.node.addValidation({ validate: () => this.trustFindings() });
    scope.node.addValidation({ validate: () => this.remarkWidened() });
  }

  /** The trust policy that the role needs for the subscribers as they are now. */
  public trustPolicy(): string {
    return trustPolicyText(this.trustParts);
  }

  /** The same as a token that is resolved at synth. */
  public laterTrustPolicy(): string {
    this.handedOut = true;
    this.update();
    return Lazy.stringValue({ produce: () => this.trustPolicy() });
  }

  /** Brings the trust up to date with the subscribers. Called before synth, while data sources can still be declared. */
  public update(): void {
    if (!this.created && !this.handedOut) return;
    const trustPolicy = this.trustPolicy();
    if (this.created) this.created.assumeRolePolicy = trustPolicy;
  }

  private get trustParts(): TrustParts {
    const { provider, trustBySourceOrganization } = this.options;
    return {
      locations: this.use.regions.map((region) => locationOf(this.scope, provider, region)),
      subscribers: this.use.subscribers(),
      bySourceOrganization: trustBySourceOrganization ?? false,
    };
  }

  /** Says once why the trust is for any account. Asked for at synth, when the subscribers are complete; finds no fault. */
  private remarkWidened(): string[] {
    const why = unconfined(this.trustParts);
    if (why === undefined || this.remarked) return [];
    this.remarked = true;
    Annotations.of(this.scope).addInfo(
      `The role trusts CloudWatch Logs to act for any account of the Region: ${why}. Who may subscribe is up to the access policy alone. [LD2410]`,
    );
    return [];
  }

  /** Asked for at synth, when the subscribers are complete: a trust that was asked to be confined has to be. */
  private trustFindings(): string[] {
    const parts = this.trustParts;
    const why = parts.subscribers.some(inOrganizations)
      ? unconfined(parts)
      : "no organization is among the subscribers, so that it would have no effect";
    return why === undefined ? [] : [`trustBySourceOrganization is set, but ${why}; leave it out [LD2302]`];
  }
}

/** A given role is left as it is, so props that would shape a created one would be ignored in silence. */
function refuseIdleProps(options: LogDestinationOptions): void {
  const idle = (["roleName", "rolePath", "rolePermissionsBoundary", "trustBySourceOrganization"] as const).filter(
    (name) => options[name] !== undefined && options[name] !== false,
  );
  if (idle.length === 0) return;
  throw new Error(
    `roleArn is given, so ${idle.join(" and ")} would have no effect; leave out the one or the other [LD2301]`,
  );
}
