import { accountIdPattern, destinationNameShape, streamNameShape } from "./limits.ts";
import { fitsShape } from "./operations/constraints.ts";
import { partitionOf } from "./partitions.ts";

/** The five parts of an Amazon Resource Name, `arn:{partition}:{service}:{region}:{account}:{resource}`. */
export interface Arn {
  /** `aws`, `aws-cn`, `aws-us-gov` or that of another partition. */
  partition: string;
  /** The service's name in ARNs: `logs`, `iam`, `kinesis`. */
  service: string;
  /** Empty for services without Regions, such as IAM. */
  region: string;
  /** Twelve digits, or empty where the service leaves it out. */
  account: string;
  /** All that follows the fifth colon, colons included. */
  resource: string;
}

/** Reads an ARN; `undefined` where the text is not one. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(text);
  if (!match) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}

/** Is this the ARN of an IAM role, `arn:{partition}:iam::{account}:role/{path and name}`? */
export function isRoleArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === "iam" && accountIdPattern.test(arn.account) && /^role\/./.test(arn.resource);
}

/** Is this the ARN of a managed IAM policy, one of an account or, with `aws` in the place of the account, one of AWS? */
export function isPolicyArn(text: string): boolean {
  const arn = parseArn(text);
  const owned = arn !== undefined && (arn.account === "aws" || accountIdPattern.test(arn.account));
  return owned && arn.service === "iam" && /^policy\/./.test(arn.resource);
}

/** The place and name of a destination. */
export interface DestinationAddress {
  /** The partition that it is in. @default the one that the Region belongs to, `aws` for most */
  partition?: string;
  /** The Region that it is in: `eu-west-1`. */
  region: string;
  /** Twelve digits. */
  account: string;
  /** Its name: 1 to 512 characters, without `:` and `*`. */
  destinationName: string;
}

/** The ARN of a destination, `arn:{partition}:logs:{region}:{account}:destination:{name}`. */
export function destinationArn({ partition, region, account, destinationName }: DestinationAddress): string {
  return `arn:${partition ?? partitionOf(region).name}:logs:${region}:${account}:destination:${destinationName}`;
}

/** Reads a destination's ARN; `undefined` where the text is not one. */
export function parseDestinationArn(text: string): Required<DestinationAddress> | undefined {
  const arn = parseArn(text);
  const name = arn && /^destination:(.*)$/su.exec(arn.resource)?.[1];
  if (arn?.service !== "logs" || name === undefined || !fitsShape(destinationNameShape, name)) return undefined;
  if (!arn.region || !accountIdPattern.test(arn.account)) return undefined;
  return { partition: arn.partition, region: arn.region, account: arn.account, destinationName: name };
}

/** A Lambda function, or a version or an alias of one. */
export interface FunctionAddress {
  /** Whose resource it is. */
  readonly service: "lambda";
  /** The ARN that was read. */
  readonly arn: string;
  /** The Region that it is in. */
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** The name of the function. */
  readonly name: string;
  /** The version or the alias; none for the function itself. */
  readonly qualifier?: string;
}

/** Reads the ARN of a function, `arn:{partition}:lambda:{region}:{account}:function:{name}` and a qualifier; `undefined` for another text. */
export function parseFunctionArn(text: string): FunctionAddress | undefined {
  const arn = parseArn(text);
  const [, name, qualifier] = /^function:([\w-]+)(?::([\w$-]+))?$/.exec(arn?.resource ?? "") ?? [];
  if (arn?.service !== "lambda" || name === undefined || !accountIdPattern.test(arn.account) || arn.region === "") {
    return undefined;
  }
  const { region, account } = arn;
  return { service: "lambda", arn: text, region, account, name, ...(qualifier !== undefined && { qualifier }) };
}

/** A stream that log events can be sent to: a Kinesis data stream, or a Firehose stream. [F39] */
export interface StreamAddress {
  /** Whose stream it is. */
  readonly service: "firehose" | "kinesis";
  /** The ARN that was read. */
  readonly arn: string;
  /** The Region that it is in. */
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** Its name, the last part of the ARN. */
  readonly name: string;
}

/** How the resource part of a stream's ARN begins. */
const streamResources: Readonly<Record<StreamAddress["service"], string>> = {
  firehose: "deliverystream/",
  kinesis: "stream/",
};

/** Reads the ARN of a stream; `undefined` where the text is not one. */
export function parseStreamArn(text: string): StreamAddress | undefined {
  const arn = parseArn(text);
  if (!arn || !Object.hasOwn(streamResources, arn.service)) return undefined;
  const { region, account, resource } = arn;
  const service = arn.service as StreamAddress["service"];
  const name = resource.slice(streamResources[service].length);
  const fits = resource.startsWith(streamResources[service]) && fitsShape(streamNameShape, name);
  if (!fits || !accountIdPattern.test(account) || region === "") return undefined;
  return { service, arn: text, account, region, name };
}
