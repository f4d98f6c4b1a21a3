import * as http from "node:http";
import * as https from "node:https";
import { NotHere } from "./not-here.ts";

interface MetadataRequest {
  readonly method?: "GET" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  /** How often it is sent at the most. @default 1 */
  readonly attempts?: number;
}

/** An answer whose status is no success. */
export class MetadataStatus extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the answer has the status ${status}`);
    this.status = status;
  }
}

/** What is beside this machine answers soon or not at all. */
const patience = 1000;
const firstDelay = 100;

/**
 * Asks an endpoint beside this machine or container, past every proxy.
 * @throws MetadataStatus for an answer other than a success
 * @throws Error where there is none
 */
export async function requestMetadata(
  url: URL,
  { method = "GET", headers = {}, attempts = 1 }: MetadataRequest = {},
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await requestOnce(url, method, headers);
    } catch (error) {
      const lasting = error instanceof MetadataStatus && error.status < 500 && error.status !== 429;
      if (lasting || attempt >= attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, firstDelay * 2 ** (attempt - 1)));
    }
  }
}

function requestOnce(url: URL, method: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === "https:" ? https : http;
    const sent = request(url, { method, headers: { ...headers }, agent: false });
    const timer = setTimeout(() => {
      reject(new NotHere(`${url.origin} gave no answer in ${patience} ms`));
      sent.destroy();
    }, patience);
    sent.on("close", () => clearTimeout(timer));
    sent.on("error", reject);
    sent.on("response", (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.on("error", reject);
      response.on("end", () => {
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve(body);
        else reject(new MetadataStatus(status));
      });
    });
    sent.end();
  });
}

/**
 * Credentials as containers and instances get them.
 * @returns `undefined` for anything else
 */
export function parseMetadataCredentials(
  text: string,
): { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: Date } | undefined {
  try {
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = JSON.parse(text);
    const all = [AccessKeyId, SecretAccessKey, Token, Expiration].every((value) => typeof value === "string");
    if (!all) return undefined;
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: Token,
      expiration: new Date(Expiration),
    };
  } catch {
    return undefined;
  }
}
