import { partitionOf } from "@log-destinations/core";
import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import type { Values } from "../protocol/types.ts";
import { optionalText } from "../resources/resource.ts";
import { policyDocument } from "./policy-document.ts";

type DataSource = (config: Values, context: () => Context) => Values;

/** What each answers; `context` is asked for only by those that depend on the provider's account or Region. */
export const dataSources: Readonly<Record<string, DataSource>> = {
  aws_caller_identity: (_, context) => {
    const { account, callerArn } = context();
    return { account_id: account, arn: callerArn, id: account, user_id: account };
  },

  aws_iam_policy_document: policyDocument,

  aws_partition: (_, context) => {
    const { name, dnsSuffix } = partitionOf(context().region);
    const reversed = dnsSuffix.split(".").reverse().join(".");
    return { id: name, partition: name, dns_suffix: dnsSuffix, reverse_dns_prefix: reversed };
  },

  aws_region: (config, context) => {
    const asked = optionalText(config, "region") ?? optionalText(config, "name");
    const endpoint = optionalText(config, "endpoint");
    if (endpoint !== undefined) {
      throw new Failure("a Region is not found by its endpoint here", "Give region instead of endpoint.", "endpoint");
    }
    const region = asked ?? context().region;
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
