import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { Construct } from "constructs";
import type { LogSubscriptionTarget } from "../log-subscription-target";
import { logsPrincipal } from "./core";
import { locationOf } from "./location";
import type { LogGroups } from "./log-groups";
import type { Place } from "./subscription-findings";

/** The permission to call a function: one for all log groups, since the function's policy has no room for many. */
export function permissionToCall(
  scope: Construct,
  { _function }: LogSubscriptionTarget,
  { name, forEach }: LogGroups,
  { region, provider }: Place,
): LambdaPermission | undefined {
  if (_function === undefined) return undefined;
  const { partition, region: home, account } = locationOf(scope, provider, region);
  return new LambdaPermission(scope, "Permission", {
    functionName: _function.functionName,
    qualifier: _function.qualifier,
    statementIdPrefix: "log-subscription-",
    action: "lambda:InvokeFunction",
    principal: logsPrincipal,
    sourceArn: `arn:${partition}:logs:${home}:${account}:log-group:${forEach === undefined ? name : "*"}:*`, // [F385]
    sourceAccount: account,
    region,
    provider,
  });
}
