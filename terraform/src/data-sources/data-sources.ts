import { partitionOf } from "@log-destinations/core";
import { DiagnosticError } from "../diagnostics.ts";
import { optionalText } from "../protocol/attributes.ts";
import { isGiven, type Values } from "../protocol/types.ts";
import type { Block } from "../schema/schema.ts";
import type { DataSource, DataSourceContext } from "./data-source.ts";
import { undeclaredData } from "./declared-data.ts";
import { readPolicy, readRole, readRoles } from "./iam.ts";
import { kmsAlias, kmsKey } from "./keys.ts";
import { logGroup, logGroups } from "./log-groups.ts";
import { policyDocument } from "./policy-document.ts";
import { firehoseStream, kinesisStream } from "./streams.ts";
import { worldDataSources } from "./world-data-sources.ts";

/** By type: the values of a data source, from its configuration. */
export const dataSources: Readonly<Record<string, DataSource>> = {
  aws_caller_identity: (_, { context }) => {
    const { account, callerArn } = context();
    return { account_id: account, arn: callerArn, id: account, user_id: account };
  },

  aws_cloudwatch_log_group: logGroup,
  aws_cloudwatch_log_groups: logGroups,

  aws_iam_policy: (config, { context }) => readPolicy(config, context()),

  aws_iam_policy_document: (config) => policyDocument(config),

  aws_iam_role: (config, { context }) => readRole(config, context()),

  aws_iam_roles: (config, { context }) => readRoles(config, context()),

  aws_kinesis_firehose_delivery_stream: firehoseStream,
  aws_kinesis_stream: kinesisStream,
  aws_kms_alias: kmsAlias,
  aws_kms_key: kmsKey,

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

/**
 * Reads a data source: by its meaning where it has one, else among the resources of its type that are kept.
 * @throws DiagnosticError where nothing in this world answers it, with the entry that declares it
 */
export async function readDataSource(
  typeName: string,
  block: Block,
  config: Values,
  provider: DataSourceContext,
): Promise<Values> {
  const read = dataSources[typeName] ?? worldDataSources[typeName];
  return (await read?.(config, provider)) ?? findKept(typeName, block, config, provider) ?? refuseUndeclared();

  function refuseUndeclared(): never {
    throw undeclaredData(typeName, block, config);
  }
}

/** The values of the one kept resource whose attributes are as the configuration asks. */
function findKept(typeName: string, block: Block, config: Values, { context }: DataSourceContext): Values | undefined {
  const { kept, account, region } = context();
  const given = Object.entries(config).filter(([name, value]) => isGiven(value) && name !== "region");
  // A filter or a search asks about more than attributes.
  if (given.length === 0 || given.some(([name]) => !block.attributes[name])) return undefined;
  const matching = kept
    .all(typeName, account, region)
    .filter((values) => given.every(([name, value]) => JSON.stringify(values[name]) === JSON.stringify(value)));
  const [found, other] = matching;
  if (!found || other) return undefined;
  const names = Object.keys(block.attributes).filter((name) => name in found && !isGiven(config[name]));
  return Object.fromEntries(names.map((name) => [name, found[name] ?? null]));
}
