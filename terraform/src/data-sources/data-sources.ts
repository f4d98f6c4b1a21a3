import { partitionOf } from "@log-destinations/core";
import type { ResourceContext } from "../context.ts";
import { DiagnosticError } from "../diagnostics.ts";
import { optionalText } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { readPolicy, readRole, readRoles } from "./iam.ts";
import { policyDocument } from "./policy-document.ts";

/** The provider of a data source. Its account and Region may not be known yet, so that each is asked for only if needed. */
interface DataSourceContext {
  /** @throws DiagnosticError where it is not known yet */
  readonly region: () => string;
  /** @throws DiagnosticError where the account or the Region is not known yet */
  readonly context: () => ResourceContext;
}

type DataSource = (config: Values, provider: DataSourceContext) => Values;

/** By type: the values of a data source, from its configuration. */
export const dataSources: Readonly<Record<string, DataSource>> = {
  aws_caller_identity: (_, { context }) => {
    const { account, callerArn } = context();
    return { account_id: account, arn: callerArn, id: account, user_id: account };
  },

  aws_iam_policy: (config, { context }) => readPolicy(config, context()),

  aws_iam_policy_document: (config) => policyDocument(config),

  aws_iam_role: (config, { context }) => readRole(config, context()),

  aws_iam_roles: (config, { context }) => readRoles(config, context()),

  aws_partition: (_, { region }) => {
    const { name, dnsSuffix } = partitionOf(region());
    const reversed = dnsSuffix.split(".").reverse().join(".");
    return { id: name, partition: name, dns_suffix: dnsSuffix, reverse_dns_prefix: reversed };
  },

  aws_region: (config, provider) => {
    const asked = optionalText(config, "region") ?? optionalText(config, "name");
    const endpoint = optionalText(config, "endpoint");
    if (endpoint !== undefined) {
      throw new DiagnosticError(
        "a Region is not found by its endpoint here [LD4303]",
        "Give region instead of endpoint.",
        "endpoint",
      );
    }
    const region = asked ?? provider.region();
    // The real provider's description is the name of a place, such as Europe (Ireland).
    return {
      id: region,
      region,
      name: region,
      description: region,
      endpoint: `ec2.${region}.${partitionOf(region).dnsSuffix}`,
    };
  },
};
