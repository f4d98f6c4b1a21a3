import type { KeptType } from "./kept-type.ts";

/** Identities, secrets and organizations. */
export const identity: Readonly<Record<string, KeptType>> = {
  aws_ssm_parameter: {
    displayName: "SSM Parameter",
    source: "internal/service/ssm/parameter.go",
    nameAttribute: "name",
    requiresReplace: ["data_type", "name"],
    exactlyOneOf: [["value_wo", "insecure_value", "value"]],
    id: "{name}",
    computed: {
      arn: ({ name }, { partition, region, account }) =>
        `arn:${partition}:ssm:${region}:${account}:parameter${String(name).startsWith("/") ? "" : "/"}${String(name)}`,
      data_type: "text",
      tier: "Standard",
      version: 1,
    },
    taken: "ParameterAlreadyExists",
  },
  aws_iam_instance_profile: {
    displayName: "IAM Instance Profile",
    source: "internal/service/iam/instance_profile.go",
    nameAttribute: "name",
    requiresReplace: ["name", "name_prefix", "path"],
    defaults: { path: "/" },
    id: "{name}",
    computed: { arn: "arn:{partition}:iam::{account}:instance-profile{path}{name}", create_date: "{now}" },
    taken: "EntityAlreadyExists",
  },
  aws_secretsmanager_secret: {
    displayName: "Secrets Manager Secret",
    source: "internal/service/secretsmanager/secret.go",
    nameAttribute: "name",
    requiresReplace: ["name", "name_prefix"],
    defaults: { force_overwrite_replica_secret: false, recovery_window_in_days: 30 },
    // AWS adds six characters to the name.
    id: "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-AbCdEf",
    computed: { arn: "{id}" },
    taken: "ResourceExistsException",
  },
};
