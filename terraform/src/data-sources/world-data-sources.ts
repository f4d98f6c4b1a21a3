import { createHash } from "node:crypto";
import { parseArn, partitionOf } from "@log-destinations/core";
import { DiagnosticError } from "../diagnostics.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import { validArn } from "../resource-type/checks.ts";
import type { DataSource } from "./data-source.ts";

/** The services whose principals have another name outside the commercial partition, by partition. */
const principalsOfPartitions: Readonly<Record<string, readonly string[]>> = {
  "aws-iso": ["cloudhsm", "config", "logs", "workspaces"],
  "aws-iso-b": ["dms", "logs"],
  "aws-cn": ["codedeploy", "elasticmapreduce", "logs"],
};

/** What follows from names and declarations alone, by type. */
export const worldDataSources: Readonly<Record<string, DataSource>> = {
  aws_arn: (config) => {
    const given = text(config, "arn");
    const problem = validArn(given, "arn", config);
    if (problem !== undefined) throw new DiagnosticError(problem, "", "arn");
    return { id: given, ...parseArn(given) };
  },

  // A made-up one in the right form: 64 hexadecimal digits.
  aws_canonical_user_id: (_, { context }) => {
    const id = createHash("sha256").update(context().account).digest("hex");
    return { id, display_name: "" };
  },

  aws_default_tags: (_, { context }) => {
    const { defaultTags, partition } = context();
    return { id: partition, tags: defaultTags ?? null };
  },

  aws_organizations_organization: (_, { context }) => {
    const { control, account } = context();
    const organization = control.account(account)?.organization;
    if (organization !== undefined) return { id: organization };
    throw new DiagnosticError(
      `account ${account} has no organization in this world [LD4508]`,
      `Declare it in the file of --config:\n${JSON.stringify({ accounts: { [account]: { organization: "o-…" } } })}`,
    );
  },

  aws_service_principal: (config, { region }) => {
    const service = text(config, "service_name");
    const inRegion = region();
    const { name: partition, dnsSuffix } = partitionOf(inRegion);
    const suffix = principalsOfPartitions[partition]?.includes(service) ? dnsSuffix : "amazonaws.com";
    return {
      id: `${service}.${inRegion}.${suffix}`,
      name: `${service}.${suffix}`,
      suffix,
      region: optionalText(config, "region") ?? inRegion,
    };
  },
};
