import type { LocalLogs } from "@log-destinations/local";
import { owner } from "./wire.ts";

export interface QueryAnswer {
  status: number;
  /** The XML as it came. */
  text: string;
  /** The texts of all elements of a name, in their order, still escaped. */
  texts(name: string): string[];
}

export interface Credential {
  key?: string;
  token?: string | undefined;
  region?: string;
}

/** Sends a call of the query protocol to the embedded handler; the signature is not checked. */
export async function query(
  local: LocalLogs,
  service: "iam" | "sts",
  Action: string,
  parameters: Record<string, string> = {},
  { key = owner, token, region = "us-east-1" }: Credential = {},
): Promise<QueryAnswer> {
  const response = await local.fetch("http://localhost/", {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
      ...(token !== undefined && { "x-amz-security-token": token }),
    },
    body: new URLSearchParams({ Action, Version: "any", ...parameters }).toString(),
  });
  const text = await response.text();
  const texts = (name: string) =>
    [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, it]) => it ?? "");
  return { status: response.status, text, texts };
}
