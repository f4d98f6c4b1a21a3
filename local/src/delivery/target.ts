import { parseArn } from "@log-destinations/core";
import { accountIdPattern } from "@log-destinations/core/service";

/** A stream that log events can be sent to. */
export interface Target {
  readonly service: "firehose" | "kinesis";
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

interface TargetKind {
  /** How the resource part of the ARN begins. */
  readonly resource: string;
  /** What the role has to be allowed. */
  readonly action: string;
  /** How the test message speaks of it. */
  readonly called: string;
}

export const targetKinds: Readonly<Record<Target["service"], TargetKind>> = {
  kinesis: { resource: "stream/", action: "kinesis:PutRecord", called: "Kinesis stream" },
  firehose: { resource: "deliverystream/", action: "firehose:PutRecord", called: "Firehose" },
};

/** Reads the ARN of a stream; `undefined` where the text is not one. */
export function parseTarget(text: string): Target | undefined {
  const arn = parseArn(text);
  if (!arn || !Object.hasOwn(targetKinds, arn.service)) return undefined;
  const service = arn.service as Target["service"];
  const { resource } = targetKinds[service];
  const name = arn.resource.slice(resource.length);
  const fits = arn.resource.startsWith(resource) && /^[\w.-]{1,128}$/.test(name);
  if (!fits || !accountIdPattern.test(arn.account) || arn.region === "") return undefined;
  return { service, arn: text, account: arn.account, region: arn.region, name };
}

/** The scope of the streams that share an API, an account and a Region. */
export function streamScope({ service, account, region }: Pick<Target, "service" | "account" | "region">): string {
  return `${service}/${account}/${region}`;
}
