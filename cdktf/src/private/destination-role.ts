import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Annotations, type ITerraformDependable, Lazy } from "cdktf";
import type { Construct } from "constructs";
import type { LogDestinationOptions } from "../log-destination-options";
import type { LogDestinationResources } from "../log-destination-origins";
import type { LogSubscriber } from "../log-subscriber";
import { refuseOtherArn, roleForm } from "./arn-form";
import { isLiteral } from "./literal";
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
  private readonly policy?: IamRolePolicy;
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
      namePrefix,
      roleName: options.roleName,
      rolePath: options.rolePath,
      description: "CloudWatch Logs writes to the target of a log destination with this role",
      trustPolicy: this.trustPolicy(),
      policyName: this.policyName,
      permissionsPolicy: options.target.permissionsPolicy,
      permissionsBoundary: options.rolePermissionsBoundary,
      tags: options.tags,
      provider: options.provider,
    });
    this.arn = attributeOf(role, "arn");
    this.created = role;
    this.policy = policy;
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

  /**
   * Takes over a role that exists, with its policy.
   *
   * @throws an error where no role is made here, or one of another name
   */
  public importFrom(name: string): void {
    const { roleArn, roleName, provider } = this.options;
    if (!this.created || !this.policy) {
      throw new Error(
        `importFrom got the role ${name}, but roleArn is given (${roleArn}); leave out the one or the other [LD2017]`,
      );
    }
    if (roleName === undefined ? !madeUp.test(name) : isLiteral(roleName) && isLiteral(name) && roleName !== name) {
      throw new Error(
        `importFrom got the role ${JSON.stringify(name)}, but roleName is ${JSON.stringify(roleName) ?? "not given"}, so that the ` +
          "imported role would be replaced; give both the same name [LD2024]",
      );
    }
    this.created.importFrom(name, provider);
    this.policy.importFrom(`${name}:${this.policyName}`, provider);
  }

  /**
   * Refuses raw resources that another name would replace.
   *
   * @throws an error where a name is not given
   */
  public refuseOtherNames({ role, rolePolicy }: LogDestinationResources): void {
    const { roleName, rolePolicyName } = this.options;
    const needed = role !== undefined && roleName === undefined ? "roleName" : undefined;
    const missing = needed ?? (rolePolicy !== undefined && rolePolicyName === undefined ? "rolePolicyName" : undefined);
    if (missing === undefined) return;
    throw new Error(
      `moveFromResources got ${missing === "roleName" ? `role ${role}` : `rolePolicy ${rolePolicy}`}, but ${missing} is not ` +
        "given, and another name would replace it; give the name that it has [LD2018]",
    );
  }

  private get policyName(): string {
    return this.options.rolePolicyName ?? "write-to-target";
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
  const idle = (
    ["roleName", "rolePath", "rolePolicyName", "rolePermissionsBoundary", "trustBySourceOrganization"] as const
  ).filter((name) => options[name] !== undefined && options[name] !== false);
  if (idle.length === 0) return;
  throw new Error(
    `roleArn is given, so ${idle.join(" and ")} would have no effect; leave out the one or the other [LD2301]`,
  );
}

const namePrefix = "log-destination-";

/** A name that Terraform's provider has made up, by which an import finds the prefix again. */
const madeUp = new RegExp(`^${namePrefix}[0-9a-f]{26}$`);
