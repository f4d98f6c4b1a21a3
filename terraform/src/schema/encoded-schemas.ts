import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";
import file from "./encoded-schemas.json" with { type: "json" };

/** The answer to `GetProviderSchema` for the types of `schemas.json`, as `scripts/encode-schemas.ts` has encoded it. */
export function encodedSchemas(): Uint8Array {
  return gunzipSync(Buffer.from(file.gzip, "base64"));
}
