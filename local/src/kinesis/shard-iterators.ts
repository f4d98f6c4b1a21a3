import { Buffer } from "node:buffer";
import { isObject } from "@log-destinations/core/service";
import { serviceError } from "../service/service-error.ts";

/** The position of a reader in a shard. */
export interface Iterator {
  readonly arn: string;
  readonly shard: number;
  /** The sequence number of the last record that was read. */
  readonly after: string;
  /** The time of issue, in milliseconds since the epoch. */
  readonly given: number;
}

/** The position of a listing of shards. */
export interface ShardsToken {
  readonly arn: string;
  readonly from: number;
}

/** A token holds its content, so that nothing has to be remembered; it is opaque to callers. */
export function writeToken(content: Iterator | ShardsToken): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

export function readIterator(token: string): Iterator {
  const { arn, shard, after, given } = read(token, "ShardIterator") as Partial<Iterator>;
  const whole = typeof arn === "string" && Number.isSafeInteger(shard) && typeof after === "string";
  if (!whole || !Number.isFinite(given)) refuse("ShardIterator");
  return { arn, shard: shard as number, after, given: given as number };
}

export function readShardsToken(token: string): ShardsToken {
  const { arn, from } = read(token, "NextToken") as Partial<ShardsToken>;
  if (typeof arn !== "string" || !Number.isSafeInteger(from)) refuse("NextToken");
  return { arn, from: from as number };
}

function read(token: string, member: string): object {
  try {
    const content: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (isObject(content)) return content;
  } catch {
    // Refused below, like every token that was never issued.
  }
  return refuse(member);
}

function refuse(member: string): never {
  throw serviceError("InvalidArgumentException", `Invalid ${member}.`);
}
