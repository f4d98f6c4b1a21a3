import { isLogsError, parseArn } from "@log-destinations/core";
import { isRolePropagationError, parseFunctionArn } from "@log-destinations/core/service";
import { readFunctionName } from "../function-name.ts";
import { optionalText } from "../protocol/attributes.ts";
import { isGiven, unknown, type Value, type Values } from "../protocol/types.ts";
import type { Change } from "./change.ts";

/** A put that the real provider tries again while IAM may not have spread a role. */
export interface RetriedPut {
  /** As long as the real provider tries, in milliseconds. */
  readonly timeout: number;
  /** May a role, its policies or the target change this answer? */
  readonly isAboutRole: (error: unknown) => boolean;
  /** Does the answer pass by itself, when another writer has finished? */
  readonly isConflict?: (error: unknown) => boolean;
  /** The arguments that hold the role, and the target of the role's policies. */
  readonly role: string;
  readonly target: string;
}

/** By type. A type that is not here is put once, as by the real provider. */
export const retriedPuts: Readonly<Record<string, RetriedPut>> = {
  // [F228] The real provider tries again on any InvalidParameterException; most of them no change of a role can mend.
  aws_cloudwatch_log_destination: {
    timeout: 120_000,
    isAboutRole: (error) => isLogsError(error, "InvalidParameterException") && isRolePropagationError(error),
    role: "role_arn",
    target: "target_arn",
  },
  // [F230, F231, F400]
  aws_cloudwatch_log_subscription_filter: {
    timeout: 300_000,
    isAboutRole: isRolePropagationError,
    isConflict: (error) => isLogsError(error, "OperationAbortedException"),
    role: "role_arn",
    target: "destination_arn",
  },
};

/** The role and the target of a put, by name. */
export interface Route {
  readonly account: string | undefined;
  readonly roleName: string | undefined;
  readonly targetName: string | undefined;
}

type MayMend = (values: Values, route: Route) => boolean;

const always: MayMend = () => true;
const ofRole =
  (argument: string): MayMend =>
  (values, { roleName }) =>
    mayHold(values[argument], roleName);
const ofFunction: MayMend = ({ function_name: name }, { targetName }) =>
  mayHold(typeof name === "string" ? readFunctionName(name).name : name, targetName);
const ofTarget =
  (argument: string): MayMend =>
  (values, { targetName }) =>
    mayHold(values[argument], targetName);

/** The types whose creation or update can mend the refusal of a role, each with the routes that it may be part of. */
const mending: Readonly<Record<string, MayMend>> = {
  aws_iam_role: ofRole("name"),
  aws_iam_role_policy: ofRole("role"),
  aws_iam_role_policies_exclusive: ofRole("role_name"),
  aws_iam_role_policy_attachment: ofRole("role"),
  aws_iam_role_policy_attachments_exclusive: ofRole("role_name"),
  aws_iam_policy_attachment: ofRole("roles"),
  // Which role it is attached to, and what is encrypted with a key, only other resources say.
  aws_iam_policy: always,
  aws_kms_key: always,
  aws_kms_key_policy: always,
  aws_kms_alias: always,
  aws_kms_grant: always,
  aws_lambda_function: ofFunction,
  aws_lambda_permission: ofFunction,
  aws_kinesis_stream: ofTarget("name"),
  aws_kinesis_firehose_delivery_stream: ofTarget("name"),
};

/** Is it of a type that can mend the refusal of some role? */
export function canMend(typeName: string): boolean {
  return Object.hasOwn(mending, typeName);
}

/** May the change mend the refusal of this route? What is known only after apply may. */
export function mayMend({ typeName, values, place: { account } }: Change, route: Route): boolean {
  if (account !== undefined && route.account !== undefined && account !== route.account) return false;
  return mending[typeName]?.(values, route) ?? false;
}

/** The route of a put; all unknown for a type that is put once. */
export function routeOf({ typeName, values, place }: Pick<Change, "typeName" | "values" | "place">): Route {
  const { role = "", target = "" } = retriedPuts[typeName] ?? {};
  const [roleName, targetName] = [role, target].map((argument) => nameIn(optionalText(values, argument)));
  return { account: place.account, roleName, targetName };
}

/** The name of a role, stream or function. That of a role or stream ends its ARN. */
function nameIn(arn: string | undefined): string | undefined {
  const named = parseFunctionArn(arn ?? "")?.name;
  if (named !== undefined) return named;
  return parseArn(arn ?? "")
    ?.resource.split("/")
    .at(-1);
}

function mayHold(value: Value | undefined, name: string | undefined): boolean {
  if (name === undefined || value === unknown || !isGiven(value)) return true;
  return Array.isArray(value) ? value.includes(name) || value.includes(unknown) : value === name;
}
