import { parseArn, partitionOf } from "@log-destinations/core";
import { accountIdPattern, fitsShape, logGroupNameShape } from "@log-destinations/core/service";
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
  const [, logGroupName] = /^log-group:(.*)$/s.exec(resource) ?? [];
  if (service !== "logs" || logGroupName === undefined || !fitsShape(logGroupNameShape, logGroupName)) return undefined;
  if (region === "" || !accountIdPattern.test(account)) return undefined;
  const address = { account, region, logGroupName };
  return logGroupArn(address, logGroupName) === text ? address : undefined;
}
