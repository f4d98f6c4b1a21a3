import { chain } from "../maybe-promise.ts";
import type { Credentials } from "./credentials.ts";
import { type HashBytes, type Hashing, type HmacKey, runtimeHashing } from "./hashing.ts";

/** A request that is about to be sent. */
export interface UnsignedRequest {
  /** `POST`, for every operation of the service. */
  readonly method: string;
  /** Where it is sent. Host, path and query are signed. */
  readonly url: URL;
  /** The headers to sign, `host` aside, which comes from the URL. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text that is sent, hashed as UTF-8. */
  readonly body: string;
}

/** The credentials, Region, service and time that a request is signed for. */
export interface SigningScope {
  /** Gets the credentials; a signer that needs none does not call it. */
  readonly credentials: () => Credentials | Promise<Credentials>;
  /** The Region that the request is for. */
  readonly region: string;
  /** The signing name, `logs`. */
  readonly service: string;
  /** When it is signed, by the service's clock where the client knows how far its own is off. */
  readonly date: Date;
}

/** Signs requests. Give the client another one to sign elsewhere, or not at all. */
export interface Signer {
  /** Signs one request. @returns the headers to add to it */
  sign(request: UnsignedRequest, scope: SigningScope): Record<string, string> | Promise<Record<string, string>>;
}

/**
 * AWS Signature Version 4, signing the whole of a small request.
 *
 * The signing key is kept until the secret, the day, the Region or the service changes. The canonical request, without
 * its time and its body, is kept until the URL, the headers or the session token change.
 * @param hashing @default the fastest that the runtime has
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class SigV4 implements Signer {
  readonly #hashing: Hashing;
  #kept: { secret: string; scope: string; key: HmacKey } | undefined;
  #canonical: CanonicalRequest | undefined;

  /**
   * Makes a signer for one client, or for many.
   * @param hashing the SHA-256 and HMAC to sign with. @default the fastest that the runtime has
   * @throws Error where the runtime has none
   */
  constructor(hashing: Hashing = runtimeHashing()) {
    this.#hashing = hashing;
  }

  /**
   * Signs one request, whose body may also be bytes.
   * @returns `authorization`, `x-amz-date` and, for temporary credentials, `x-amz-security-token`. A promise where
   * the credentials or the hashing are one
   */
  sign(
    { method, url, headers, body }: Omit<UnsignedRequest, "body"> & { readonly body: string | HashBytes },
    { credentials, region, service, date }: SigningScope,
  ): Record<string, string> | Promise<Record<string, string>> {
    const hashing = this.#hashing;
    const time = date.toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
    return chain(credentials(), ({ accessKeyId, secretAccessKey, sessionToken }) => {
      const added: Record<string, string> = { "x-amz-date": time };
      if (sessionToken) added["x-amz-security-token"] = sessionToken;
      let of = `${method} ${url.href} ${sessionToken}`;
      for (const name in headers) of += `\n${name}:${headers[name]}`;
      if (this.#canonical?.of !== of) this.#canonical = canonical(of, method, url, { ...headers, ...added });
      const { names, before, after } = this.#canonical;
      const key = this.#signingKey(secretAccessKey, scope);
      return chain(hashing.sha256(body), (payload) =>
        chain(hashing.sha256(before + time + after + payload), (canonicalRequest) =>
          chain(hashing.hmacHex(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${canonicalRequest}`), (signature) => {
            const credential = `${accessKeyId}/${scope}`;
            added.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
            return added;
          }),
        ),
      );
    });
  }

  #signingKey(secret: string, scope: string): HmacKey {
    const hashing = this.#hashing;
    if (this.#kept?.secret !== secret || this.#kept.scope !== scope) {
      const derive = (key: HmacKey, part: string): HmacKey =>
        chain(hashing.hmac(key, part), (bytes) => hashing.key(bytes));
      this.#kept = { secret, scope, key: scope.split("/").reduce(derive, hashing.key(`AWS4${secret}`)) };
    }
    return this.#kept.key;
  }
}

/** The canonical form of a request, in two parts: up to its time, and from there to the hash of its body. */
interface CanonicalRequest {
  /** The request that it was made from. */
  readonly of: string;
  /** The headers that are signed. */
  readonly names: string;
  readonly before: string;
  readonly after: string;
}

function canonical(
  of: string,
  method: string,
  { host, pathname, searchParams }: URL,
  headers: Readonly<Record<string, string>>,
): CanonicalRequest {
  // HTTP/2 sends the host's name in this header, and no `host`.
  const all: Record<string, string> = headers[":authority"] === undefined ? { host } : {};
  for (const name in headers) all[name.toLowerCase()] = (headers[name] as string).trim().replaceAll(/ +/g, " ");
  // A mark for the place of the time: no header can hold this character.
  all["x-amz-date"] = "\0";
  // Proxies change it. [F361]
  delete all["user-agent"];
  const names = Object.keys(all).sort();
  // A blank sorts before every character of an encoded name, so the order is by name first, then by value.
  const query = Array.from(searchParams, (pair) => pair.map(encode).join(" "))
    .sort()
    .join("&")
    .replaceAll(" ", "=");
  // The URL's path is encoded already; this service, unlike S3, signs it encoded once more.
  const path = encode(pathname).replaceAll("%2F", "/");
  const lines = names.map((name) => `${name}:${all[name]}\n`).join("");
  const signed = names.join(";");
  const [before = "", after = ""] = `${method}\n${path}\n${query}\n${lines}\n${signed}\n`.split("\0");
  return { of, names: signed, before, after };
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
