import type { Credentials } from "../client/credentials.ts";
import { type Hashing, type HmacKey, runtimeHashing } from "./hashing.ts";

/** A request that is about to be sent. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  /** The headers to sign, `host` aside, which comes from the URL. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** With what, for where and when a request is signed. */
export interface SigningScope {
  readonly credentials: Credentials;
  readonly region: string;
  /** The signing name, `logs`. */
  readonly service: string;
  readonly date: Date;
}

/** Signs requests. Give the client another one to sign elsewhere, or not at all. */
export interface Signer {
  /** @returns the headers to add to the request */
  sign(request: UnsignedRequest, scope: SigningScope): Record<string, string> | Promise<Record<string, string>>;
}

/**
 * AWS Signature Version 4, signing the whole of a small request.
 *
 * The signing key is kept until the secret, the day, the Region or the service is another.
 * @param hashing @default the fastest that the runtime has
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class SigV4 implements Signer {
  readonly #hashing: Hashing;
  #kept: { secret: string; scope: string; key: HmacKey | Promise<HmacKey> } | undefined;

  constructor(hashing: Hashing = runtimeHashing()) {
    this.#hashing = hashing;
  }

  async sign(request: UnsignedRequest, scope: SigningScope): Promise<Record<string, string>> {
    const { credentials, region, service, date } = scope;
    const time = `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
    const credentialScope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
    const added: Record<string, string> = { "x-amz-date": time };
    if (credentials.sessionToken) added["x-amz-security-token"] = credentials.sessionToken;

    let signedHeaders = "";
    let canonicalHeaders = "";
    for (const [name, value] of sortedHeaders(request, added)) {
      signedHeaders += signedHeaders === "" ? name : `;${name}`;
      canonicalHeaders += `${name}:${value}\n`;
    }
    const payload = await this.#hashing.sha256(request.body);
    const canonicalRequest = `${request.method}\n${canonicalPath(request.url)}\n${canonicalQuery(request.url)}\n${canonicalHeaders}\n${signedHeaders}\n${payload}`;
    const stringToSign = `AWS4-HMAC-SHA256\n${time}\n${credentialScope}\n${await this.#hashing.sha256(canonicalRequest)}`;
    const key = await this.#signingKey(credentials.secretAccessKey, credentialScope);
    const signature = await this.#hashing.hmacHex(key, stringToSign);
    added.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${credentialScope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    return added;
  }

  #signingKey(secret: string, scope: string): HmacKey | Promise<HmacKey> {
    if (this.#kept?.secret !== secret || this.#kept.scope !== scope) {
      this.#kept = { secret, scope, key: this.#deriveKey(secret, scope) };
    }
    return this.#kept.key;
  }

  async #deriveKey(secret: string, scope: string): Promise<HmacKey> {
    let key = await this.#hashing.key(`AWS4${secret}`);
    for (const part of scope.split("/")) key = await this.#hashing.key(await this.#hashing.hmac(key, part));
    return key;
  }
}

function sortedHeaders({ url, headers }: UnsignedRequest, added: Record<string, string>): [string, string][] {
  // HTTP/2 has the host's name under another header, which then stands in its place.
  const host = headers[":authority"] === undefined ? { host: url.host } : {};
  return Object.entries({ ...host, ...headers, ...added })
    .map(([name, value]): [string, string] => [
      name.toLowerCase(),
      value.includes("  ") ? value.trim().replaceAll(/ +/g, " ") : value.trim(),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The URL's path is encoded already; this service, unlike S3, signs it encoded once more. */
function canonicalPath({ pathname }: URL): string {
  return pathname === "/" ? pathname : pathname.split("/").map(encode).join("/");
}

function canonicalQuery(url: URL): string {
  if (url.search === "") return "";
  return Array.from(url.searchParams, ([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
