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
};
