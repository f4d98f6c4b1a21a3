import type { ResourceContext } from "./context.ts";

type Place = Pick<ResourceContext, "partition" | "region" | "account">;

/** The ARN of a resource in the account and Region of a context. */
function arnIn({ partition, region, account }: Place, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

export function kinesisStreamArn(place: Place, name: string): string {
  return arnIn(place, "kinesis", `stream/${name}`);
}

export function firehoseStreamArn(place: Place, name: string): string {
  return arnIn(place, "firehose", `deliverystream/${name}`);
}

export function lambdaFunctionArn(place: Place, name: string): string {
  return arnIn(place, "lambda", `function:${name}`);
}

export function keyArn(place: Place, id: string): string {
  return arnIn(place, "kms", `key/${id}`);
}

/** @param name with `alias/` */
export function aliasArn(place: Place, name: string): string {
  return arnIn(place, "kms", name);
}

/** The last part of an ARN, behind its path: the name of a role, the id of a key. */
export function lastPartOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
