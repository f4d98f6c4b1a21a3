/**
 * The one seam between runtimes. Node, Deno and Bun have a synchronous HMAC that costs a thirtieth of WebCrypto's;
 * `process.getBuiltinModule` reaches it without an import that a bundler or a browser would stumble over.
 */

/** SHA-256 and HMAC-SHA-256. A result may be awaited whether or not it is a promise. */
export interface Hashing {
  /** The hash of a text, in hexadecimal. */
  sha256(text: string): string | Promise<string>;
  /** A key for {@link hmac} that is kept and used many times. */
  key(secret: string | Uint8Array): HmacKey | Promise<HmacKey>;
  hmac(key: HmacKey, text: string): Uint8Array | Promise<Uint8Array>;
  hmacHex(key: HmacKey, text: string): string | Promise<string>;
}

/** A prepared key; what is in it is the hashing's own affair. */
export type HmacKey = object;

interface NodeHash {
  update(text: string, encoding: "utf8"): NodeHash;
  digest(): Uint8Array;
  digest(encoding: "hex"): string;
}

interface NodeCrypto {
  /** In one go; not every runtime has it. */
  hash?(algorithm: "sha256", text: string, encoding: "hex"): string;
  createHash(algorithm: "sha256"): NodeHash;
  createHmac(algorithm: "sha256", key: HmacKey): NodeHash;
  createSecretKey(bytes: Uint8Array): HmacKey;
  createSecretKey(text: string, encoding: "utf8"): HmacKey;
}

interface Runtime {
  process?: { getBuiltinModule?: (name: string) => unknown };
}

/** WebCrypto, which every runtime has. */
export const webHashing: Hashing = {
  async sha256(text) {
    return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", encode(text))));
  },
  key(secret) {
    const bytes = typeof secret === "string" ? encode(secret) : Uint8Array.from(secret);
    return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  },
  async hmac(key, text) {
    return new Uint8Array(await crypto.subtle.sign("HMAC", key as CryptoKey, encode(text)));
  },
  async hmacHex(key, text) {
    return hex(await this.hmac(key, text));
  },
};

function nodeHashing(node: NodeCrypto): Hashing {
  return {
    sha256: (text) =>
      node.hash?.("sha256", text, "hex") ?? node.createHash("sha256").update(text, "utf8").digest("hex"),
    key: (secret) => (typeof secret === "string" ? node.createSecretKey(secret, "utf8") : node.createSecretKey(secret)),
    hmac: (key, text) => node.createHmac("sha256", key).update(text, "utf8").digest(),
    hmacHex: (key, text) => node.createHmac("sha256", key).update(text, "utf8").digest("hex"),
  };
}

/** The fastest hashing that this runtime has. */
export function runtimeHashing(): Hashing {
  const node = (globalThis as Runtime).process?.getBuiltinModule?.("node:crypto");
  return node === undefined ? webHashing : nodeHashing(node as NodeCrypto);
}

const encoder = /* @__PURE__ */ new TextEncoder();

function encode(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
