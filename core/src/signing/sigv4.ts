import type { Credentials } from "../client/credentials.ts";
import { whenThere } from "../when-there.ts";
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
  /** Gets the credentials; a signer that needs none does not call it. */
  readonly credentials: () => Credentials | Promise<Credentials>;
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

  sign(
    { method, url, headers, body }: UnsignedRequest,
    { credentials, region, service, date }: SigningScope,
  ): Record<string, string> | Promise<Record<string, string>> {
    const hashing = this.#hashing;
    const time = `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
    const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
    return whenThere(credentials(), ({ accessKeyId, secretAccessKey, sessionToken }) => {
      const added: Record<string, string> = { "x-amz-date": time };
      if (sessionToken) added["x-amz-security-token"] = sessionToken;
      const { names, lines } = canonicalHeaders(url, headers, added);
      const start = `${method}\n${canonicalPath(url)}\n${canonicalQuery(url)}\n${lines}\n${names}`;
      return whenThere(hashing.sha256(body), (payload) =>
        whenThere(hashing.sha256(`${start}\n${payload}`), (canonicalRequest) =>
          whenThere(this.#signingKey(secretAccessKey, scope), (key) =>
            whenThere(hashing.hmacHex(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${canonicalRequest}`), (signature) => {
              const credential = `${accessKeyId}/${scope}`;
              added.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
              return added;
            }),
          ),
        ),
      );
    });
  }

  #signingKey(secret: string, scope: string): HmacKey | Promise<HmacKey> {
    const kept = this.#kept;
    if (kept?.secret === secret && kept.scope === scope) return kept.key;
    const fresh = { secret, scope, key: this.#deriveKey(secret, scope) };
    this.#kept = fresh;
    return fresh.key;
  }

  #deriveKey(secret: string, scope: string): HmacKey | Promise<HmacKey> {
    const hashing = this.#hashing;
    return scope
      .split("/")
      .reduce<HmacKey | Promise<HmacKey>>(
        (deriving, part) =>
          whenThere(deriving, (key) => whenThere(hashing.hmac(key, part), (bytes) => hashing.key(bytes))),
        hashing.key(`AWS4${secret}`),
      );
  }
}

/** The names of the headers to sign, in order, and their lines. */
function canonicalHeaders(
  { host }: URL,
  headers: Readonly<Record<string, string>>,
  added: Readonly<Record<string, string>>,
): { names: string; lines: string } {
  // HTTP/2 has the host's name under another header, which then stands in its place.
  const all: Record<string, string> = headers[":authority"] === undefined ? { host } : {};
  for (const name in headers) all[name.toLowerCase()] = headers[name] as string;
  Object.assign(all, added);
  const names = Object.keys(all).sort();
  const lines = names.map((name) => `${name}:${(all[name] as string).trim().replaceAll(/ {2,}/g, " ")}\n`);
  return { names: names.join(";"), lines: lines.join("") };
}

/** The URL's path is encoded already; this service, unlike S3, signs it encoded once more. */
function canonicalPath({ pathname }: URL): string {
  return pathname.split("/").map(encode).join("/");
}

function canonicalQuery({ searchParams }: URL): string {
  // A blank sorts before everything that stands in an encoded name, so that names come before values in the order.
  const pairs = Array.from(searchParams, (pair) => pair.map(encode).join(" "));
  return pairs.sort().join("&").replaceAll(" ", "=");
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
