/**
 * The one seam between runtimes. Node, Deno and Bun have a synchronous HMAC that costs a thirtieth of WebCrypto's;
 * `process.getBuiltinModule` reaches it without an import, which bundlers and browsers would refuse.
 */

/** Bytes in any form that a runtime's cryptography takes. As `BufferSource`, which needs the DOM's types. */
export type HashBytes = ArrayBuffer | ArrayBufferView;

/** SHA-256 and HMAC-SHA-256. A result may be a promise or not. */
export interface Hashing {
  /** The hash of a text, as UTF-8, or of bytes; in hexadecimal. */
  sha256(data: string | HashBytes): string | Promise<string>;
  /** A key for {@link hmac} that is kept and used many times. */
  key(secret: string | HashBytes): HmacKey;
  /** The code of a text, as bytes: the next key while a signing key is derived. */
  hmac(key: HmacKey, text: string): HashBytes | Promise<HashBytes>;
  /** The code of a text, in hexadecimal: the signature. */
  hmacHex(key: HmacKey, text: string): string | Promise<string>;
}

/** A prepared key, or a promise of one. Opaque to callers. */
export type HmacKey = object;

interface NodeHmac {
  update(text: string): NodeHmac;
  digest(): HashBytes;
  digest(encoding: "hex"): string;
}

interface NodeCrypto {
  hash?(algorithm: "sha256", data: string | HashBytes, encoding: "hex"): string;
  createHmac(algorithm: "sha256", key: HmacKey): NodeHmac;
  /** The encoding applies to a text and is ignored for bytes. */
  createSecretKey(secret: string | HashBytes, encoding: "utf8"): HmacKey;
}

interface Runtime {
  process?: { getBuiltinModule?: (name: string) => unknown };
  crypto?: { subtle?: object };
}

/** WebCrypto, which every runtime has. */
export const webHashing: Hashing = {
  async sha256(data) {
    return hex(await crypto.subtle.digest("SHA-256", encode(data)));
  },
  key(secret) {
    return crypto.subtle.importKey("raw", encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  },
  async hmac(key, text) {
    return crypto.subtle.sign("HMAC", (await key) as CryptoKey, encode(text));
  },
  async hmacHex(key, text) {
    return hex((await this.hmac(key, text)) as ArrayBuffer);
  },
};

function nodeHashing(node: Required<NodeCrypto>): Hashing {
  const hmac = (key: HmacKey, text: string): NodeHmac => node.createHmac("sha256", key).update(text);
  return {
    sha256: (data) => node.hash("sha256", data, "hex"),
    key: (secret) => node.createSecretKey(secret, "utf8"),
    hmac: (key, text) => hmac(key, text).digest(),
    hmacHex: (key, text) => hmac(key, text).digest("hex"),
  };
}

/** The fastest hashing that this runtime has. Throws where it has none: on a page over plain http, in React Native. */
export function runtimeHashing(): Hashing {
  const { process, crypto } = globalThis as Runtime;
  const node = process?.getBuiltinModule?.("node:crypto") as NodeCrypto | undefined;
  if (node?.hash) return nodeHashing(node as Required<NodeCrypto>);
  if (crypto?.subtle) return webHashing;
  throw new Error("no crypto.subtle to sign with; serve the page by https, or give the client a signer [LD1230]");
}

/** A text as UTF-8; bytes stay as they are. */
function encode(data: string | HashBytes): BufferSource {
  return typeof data === "string" ? new TextEncoder().encode(data) : (data as BufferSource);
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
