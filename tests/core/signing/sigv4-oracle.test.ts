import { createHash, createHmac } from "node:crypto";
import { SigV4, webHashing } from "@log-destinations/core";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { expect, it } from "vitest";

/** SHA-256, or HMAC where there is a secret, as `@smithy/signature-v4` wants it. */
class Sha256 {
  readonly #hash: { update(data: string | Uint8Array): unknown; digest(): Uint8Array };
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as Uint8Array);
  }
  update(data: string | Uint8Array) {
    this.#hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
  reset() {}
}

const printable = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const text = fc.string({ unit: "grapheme" });
const token = fc.stringMatching(/^[A-Za-z0-9+/=]{1,40}$/);

// The SDK's signer keeps the query in a plain object, which loses this key.
const queryKey = text.filter((key) => key !== "" && key !== "__proto__");

const requests = fc.record({
  host: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?\.example(:[1-9][0-9]{3})?$/),
  query: fc.dictionary(queryKey, text, { maxKeys: 4 }),
  headers: fc
    .uniqueArray(fc.tuple(fc.stringMatching(/^[Xx]-[a-z0-9-]{1,12}$/), printable), {
      maxLength: 5,
      selector: ([name]) => name.toLowerCase(),
    })
    .map((pairs) => Object.fromEntries(pairs)),
  body: text,
  accessKeyId: fc.stringMatching(/^[A-Z0-9]{12,20}$/),
  secretAccessKey: token,
  session: fc.option(
    token.map((sessionToken) => ({ sessionToken })),
    { nil: {} },
  ),
  region: fc.stringMatching(/^[a-z]{2}-[a-z]{4,9}-[1-9]$/),
  date: fc.date({ min: new Date("2015-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
});
type Case = typeof requests extends fc.Arbitrary<infer T> ? T : never;

async function oracle({ host, query, headers, body, region, date, session, ...key }: Case) {
  const credentials = { ...key, ...session };
  const signer = new SignatureV4({ service: "logs", region, credentials, sha256: Sha256, applyChecksum: false });
  const [hostname = "", port] = host.split(":");
  const signed = await signer.sign(
    {
      method: "POST",
      protocol: "https:",
      hostname,
      ...(port !== undefined && { port: Number(port) }),
      path: "/",
      query,
      headers: { host, ...headers },
      body,
    },
    { signingDate: date },
  );
  return signed.headers.authorization;
}

async function ours(signer: SigV4, { host, query, headers, body, region, date, session, ...key }: Case) {
  const url = new URL(`https://${host}/`);
  for (const [key, value] of Object.entries(query)) url.searchParams.append(key, value);
  return (
    await signer.sign(
      { method: "POST", url, headers, body },
      { credentials: () => ({ ...key, ...session }), region, service: "logs", date },
    )
  ).authorization;
}

it.each([
  ["the runtime's own hashing", new SigV4(), 10_000],
  ["WebCrypto", new SigV4(webHashing), 500],
])("signs random requests with %s as the AWS SDK does", { timeout: 120_000 }, async (_, signer, numRuns) => {
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      expect(await ours(signer, request)).toBe(await oracle(request));
    }),
    { numRuns, seed: 20_150_728 },
  );
});
