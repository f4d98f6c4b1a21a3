import { parseArn } from "@log-destinations/core";
import { accountIdPattern, fitsShape } from "@log-destinations/core/service";
import type { Location } from "./scopes.ts";

/** The place and the name of a stream that log events can be sent to. */
export interface StreamAddress extends Location {
  readonly service: "firehose" | "kinesis";
  readonly arn: string;
  readonly name: string;
}

/** The name of a stream of Kinesis. Firehose takes shorter ones, 64 characters, which is not checked. */
export const streamNameShape = { type: "string", min: 1, max: 128, pattern: "[a-zA-Z0-9_.-]+" } as const;

interface StreamKind {
  /** How the resource part of the ARN begins. */
  readonly resource: string;
  /** The action that the role must be allowed. */
  readonly action: string;
  /** The name of the kind in the test message. */
  readonly nameInTestMessage: string;
}

export const streamKinds: Readonly<Record<StreamAddress["service"], StreamKind>> = {
  kinesis: { resource: "stream/", action: "kinesis:PutRecord", nameInTestMessage: "Kinesis stream" },
  firehose: { resource: "deliverystream/", action: "firehose:PutRecord", nameInTestMessage: "Firehose" },
};

/** Reads the ARN of a stream; `undefined` where the text is not one. */
export function parseStreamArn(text: string): StreamAddress | undefined {
  const arn = parseArn(text);
  if (!arn || !Object.hasOwn(streamKinds, arn.service)) return undefined;
  const service = arn.service as StreamAddress["service"];
  const { resource } = streamKinds[service];
  const name = arn.resource.slice(resource.length);
  const fits = arn.resource.startsWith(resource) && fitsShape(streamNameShape, name);
  if (!fits || !accountIdPattern.test(arn.account) || arn.region === "") return undefined;
  return { service, arn: text, account: arn.account, region: arn.region, name };
}
