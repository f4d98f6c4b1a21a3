import type { FunctionPermission } from "@log-destinations/core/service";
import { lambdaFunctionArn } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { readFunctionName } from "../function-name.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import type { KeptType } from "./kept-type.ts";

type Known = NonNullable<KeptType["known"]>;

/** A function, for the subscriptions that name it. Its permissions are other resources, and stay when it changes. */
export const knownFunction: Known = {
  put({ control }, values) {
    const arn = text(values, "arn");
    if (!control.function(arn)) control.declare({ functions: { [arn]: {} } });
  },
  remove({ control }, values) {
    control.withdraw({ functions: [text(values, "arn")] });
  },
};

/** A permission of a function. One of a function that this world has not makes it known: it may be made elsewhere. */
export const knownPermission: Known = {
  put(context, values) {
    const { arn, permission } = permissionOf(context, values);
    declare(context, arn, [...othersOf(context, arn, permission), permission]);
  },
  remove(context, values) {
    const { arn, permission } = permissionOf(context, values);
    if (context.control.function(arn)) declare(context, arn, othersOf(context, arn, permission));
  },
};

function declare({ control }: ResourceContext, arn: string, permissions: readonly FunctionPermission[]): void {
  control.declare({ functions: { [arn]: { permissions } } });
}

function othersOf({ control }: ResourceContext, arn: string, { statementId, qualifier }: FunctionPermission) {
  const permissions = control.function(arn)?.permissions ?? [];
  return permissions.filter((other) => other.statementId !== statementId || other.qualifier !== qualifier);
}

function permissionOf(context: ResourceContext, values: Values): { arn: string; permission: FunctionPermission } {
  const { arn, qualifier = optionalText(values, "qualifier") } = functionOf(context, text(values, "function_name"));
  const optional = {
    qualifier,
    sourceArn: optionalText(values, "source_arn"),
    sourceAccount: optionalText(values, "source_account"),
    principalOrgID: optionalText(values, "principal_org_id"),
  };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  const permission = {
    statementId: text(values, "statement_id"),
    principal: text(values, "principal"),
    action: text(values, "action"),
    ...Object.fromEntries(given),
  };
  return { arn, permission };
}

function functionOf(place: ResourceContext, text: string): { arn: string; qualifier?: string | undefined } {
  const { name, qualifier, region = place.region, account = place.account } = readFunctionName(text);
  return { arn: lambdaFunctionArn({ partition: place.partition, region, account }, name), qualifier };
}
