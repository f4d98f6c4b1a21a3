/**
 * Writes the answer to `GetProviderSchema` for the types of `schemas.json`, encoded: every terraform asks for it, and encoding takes
 * longer than the rest of a start.
 *
 *     npx tsx --conditions=source terraform/scripts/encode-schemas.ts
 */
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { curatedTypes } from "../src/kept/type-catalog.ts";
import { encodeSchemas } from "../src/schema/schema-message.ts";

const gzip = gzipSync(encodeSchemas(curatedTypes), { level: 9 }).toString("base64");
const file = new URL("../src/schema/encoded-schemas.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ gzip }, null, 2)}\n`);
