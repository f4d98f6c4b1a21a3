import { parseArn, partitionOf } from "@log-destinations/core";
import { accountIdPattern } from "@log-destinations/core/service";
import type { Location } from "./scopes.ts";

/** The place and the name of a log group. */
export interface LogGroupAddress extends Location {
  readonly logGroupName: string;
}

/** The ARN of a log group, `arn:{partition}:logs:{region}:{account}:log-group:{name}`. */
export function logGroupArn({ region, account }: Location, logGroupName: string): string {
  return `arn:${partitionOf(region).name}:logs:${region}:${account}:log-group:${logGroupName}`;
}

/** Reads the ARN of a log group; `undefined` where the text is not one. */
export function parseLogGroupArn(text: string): LogGroupAddress | undefined {
  const { service, region = "", account = "", resource = "" } = parseArn(text) ?? {};
  const [, logGroupName] = /^log-group:([.\-_/#A-Za-z0-9]{1,512})$/.exec(resource) ?? [];
  if (service !== "logs" || region === "" || !accountIdPattern.test(account) || logGroupName === undefined)
    return undefined;
  const address = { account, region, logGroupName };
  return logGroupArn(address, logGroupName) === text ? address : undefined;
}
