import { Buffer } from "node:buffer";
import { isObject } from "@log-destinations/core/service";
import { serviceError } from "../service/service-error.ts";

/** Where a reader stands in a shard. */
export interface Iterator {
  readonly arn: string;
  readonly shard: number;
  /** It goes on behind this sequence number. */
  readonly after: string;
  /** When it was given out, in milliseconds since the epoch. */
  readonly given: number;
}

/** Where a listing of shards goes on. */
export interface ShardsToken {
  readonly arn: string;
  readonly from: number;
}

/** A token is opaque to callers, and needs no memory here. */
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
    // Refused below, like everything that was never given out.
  }
  return refuse(member);
}

function refuse(member: string): never {
  throw serviceError("InvalidArgumentException", `Invalid ${member}.`);
}
