import type { Type, Value } from "./protocol/types.ts";

/** A function of the provider, `provider::aws::NAME`, over texts. */
export interface ProviderFunction {
  readonly summary: string;
  /** The names of its parameters, each a text, with what they are. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly returns: Type;
  /** @throws FunctionError */
  readonly run: (...values: readonly string[]) => Value;
}

/** What is wrong with the arguments of a function, in the words of the real provider. */
export class FunctionError extends Error {}

const text: Type = { kind: "string" };

/** The functions of the real provider, with its parameters and words. [F340] */
export const functions: Readonly<Record<string, ProviderFunction>> = {
  arn_build: {
    summary: "Builds an ARN from its constituent parts",
    parameters: {
      partition: "Partition in which the resource is located",
      service: "Service namespace",
      region: "Region code",
      account_id: "AWS account identifier",
      resource: "Resource section, typically composed of a resource type and identifier",
    },
    returns: text,
    run: (...parts) => ["arn", ...parts].join(":"),
  },

  arn_parse: {
    summary: "Parses an ARN into its constituent parts",
    parameters: { arn: "ARN (Amazon Resource Name) to parse" },
    returns: {
      kind: "object",
      members: { partition: text, service: text, region: text, account_id: text, resource: text },
    },
    run: (arn = "") => {
      return { ...readArn(arn) };
    },
  },

  trim_iam_role_path: {
    summary: "Trims the path prefix from an IAM role Amazon Resource Name (ARN)",
    parameters: { arn: "IAM role Amazon Resource Name (ARN)" },
    returns: text,
    run: (arn = "") => {
      const { partition, service, region, account_id, resource } = readArn(arn);
      if (service !== "iam") throw new FunctionError('service must be "iam"');
      if (region !== "") throw new FunctionError("region must be empty");
      if (!resource.startsWith("role/")) throw new FunctionError('resource must begin with "role/"');
      return `arn:${partition}:iam::${account_id}:role/${resource.slice(resource.lastIndexOf("/") + 1)}`;
    },
  },

  user_agent: {
    summary: "Formats a User-Agent product for use with the user_agent argument in the provider or provider_meta block",
    parameters: {
      product_name: "Product name",
      product_version: "Product version",
      comment: "Comment describing any additional product details",
    },
    returns: text,
    run: (name = "", version = "", comment = "") => {
      if (name === "") throw new FunctionError("product_name must be set");
      return `${name}${version && `/${version}`}${comment && ` (${comment})`}`;
    },
  },
};

interface ArnSections {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account_id: string;
  readonly resource: string;
}

/** Reads an ARN as the real provider does, for which any of its sections may be empty. */
function readArn(arn: string): ArnSections {
  const [prefix, partition, service, region, account_id, ...resource] = arn.split(":");
  if (prefix !== "arn" || partition === undefined) throw new FunctionError("arn: invalid prefix");
  if (service === undefined || region === undefined || account_id === undefined || resource.length === 0) {
    throw new FunctionError("arn: not enough sections");
  }
  return { partition, service, region, account_id, resource: resource.join(":") };
}
