import type { LocalLogs } from "@log-destinations/local";

export const owner = "111122223333";
export const sender = "444455556666";
export const region = "eu-west-1";
export const stream = `arn:aws:kinesis:${region}:${owner}:stream/central`;
export const role = `arn:aws:iam::${owner}:role/to-central`;
export const arnOf = (name: string, account = owner) => `arn:aws:logs:${region}:${account}:destination:${name}`;

export interface Answered {
  status: number;
  /** The body as it came. */
  text: string;
  /** The body as JSON, `{}` where there is none. */
  body: Record<string, unknown>;
}

export interface Asked {
  account?: string;
  region?: string;
  target?: string;
  service?: string;
  headers?: Record<string, string>;
}

/** Sends what no careful client would: any operation, any body, to the embedded handler. */
export async function send(
  local: LocalLogs,
  operation: string,
  request: unknown,
  { account = owner, region: where = region, target = "Logs_20140328", service = "logs", headers = {} }: Asked = {},
): Promise<Answered> {
  const response = await local.fetch("http://localhost/", {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${target}.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${account}/20260101/${where}/${service}/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
      ...headers,
    },
    body: typeof request === "string" ? request : JSON.stringify(request),
  });
  const text = await response.text();
  return { status: response.status, text, body: text === "" ? {} : JSON.parse(text) };
}

/** What a refusal looks like on the wire. */
export const refusal = (type: string, message: unknown, status = 400) => ({
  status,
  body: { __type: type, message },
});

/** How each note ends: in the id of a message, or in the name of a rule of access policies. */
export const noteId = / \[(LD\d{4}|[a-z-]+)\]$/;

/** Callbacks of a user that fail, by how they do. */
export const failingCallbacks: [how: string, callback: () => void | Promise<void>][] = [
  [
    "throws",
    () => {
      throw new Error("mine");
    },
  ],
  [
    "rejects later",
    async () => {
      throw new Error("mine");
    },
  ],
];
