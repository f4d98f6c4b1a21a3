import { partitionOf } from "@log-destinations/core";
import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { optionalText } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { policyDocument } from "./policy-document.ts";

/** The provider that a data source belongs to, of which not all may be known yet. */
export interface Asked {
  readonly region: () => string;
  /** Of the account too. */
  readonly context: () => Context;
}

type DataSource = (config: Values, provider: Asked) => Values;

/** What each answers; each asks for what it depends on alone. */
export const dataSources: Readonly<Record<string, DataSource>> = {
  aws_caller_identity: (_, { context }) => {
    const { account, callerArn } = context();
    return { account_id: account, arn: callerArn, id: account, user_id: account };
  },

  aws_iam_policy_document: (config) => policyDocument(config),

  aws_partition: (_, { region }) => {
    const { name, dnsSuffix } = partitionOf(region());
    const reversed = dnsSuffix.split(".").reverse().join(".");
    return { id: name, partition: name, dns_suffix: dnsSuffix, reverse_dns_prefix: reversed };
  },

  aws_region: (config, provider) => {
    const asked = optionalText(config, "region") ?? optionalText(config, "name");
    const endpoint = optionalText(config, "endpoint");
    if (endpoint !== undefined) {
      throw new Failure("a Region is not found by its endpoint here", "Give region instead of endpoint.", "endpoint");
    }
    const region = asked ?? provider.region();
    // The real provider has a place's name as the description; there is no list of places here.
    return {
      id: region,
      region,
      name: region,
      description: region,
      endpoint: `ec2.${region}.${partitionOf(region).dnsSuffix}`,
    };
  },
};
