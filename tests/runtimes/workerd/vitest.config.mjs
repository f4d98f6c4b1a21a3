import { existsSync } from "node:fs";
import { join } from "node:path";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** The test files that do not run here. Each other file of the core's suite does. */
const leftOut = {
  "tests/core/readme.test.ts": "reads README.md, and a worker has no files",
  "tests/core/patterns/readme.test.ts": "reads README.md",
  "tests/core/opentelemetry.test.ts": "reads README.md",
  "tests/core/client/fetch-failure.test.ts": "of a fault of TLS, workerd says only that the connection was lost",
  "tests/core/client/endpoint.test.ts": "reads the table of partitions in the AWS SDK's files",
  "tests/core/fleet/heap.test.ts": "starts processes",
  "tests/core/node/credentials/ini.test.ts": "writes and reads configuration files",
  "tests/core/node/transport/proxy.test.ts": "a worker has no proxies and no certificates of its own",
  "tests/core/policy/merge.test.ts": "the stack holds a document that is nested too deeply elsewhere",
  "tests/core/node/provider-chain.test.ts": "the AWS SDK's chain reads configuration files",
  "tests/core/node/shared-config.test.ts": "writes and reads configuration files",
  "tests/core/node/credentials/default-chain.test.ts": "writes and reads configuration files",
  "tests/core/node/credentials/faults.test.ts": "writes and reads configuration files, and starts processes",
  "tests/core/node/credentials/requests.test.ts": "writes and reads configuration files, and starts processes",
  "tests/core/node/credentials/metadata-request.test.ts": "listens outside with more than an answer's text",
  "tests/core/node/credentials/process.test.ts": "starts processes",
  "tests/core/operations/api.test.ts": "reads core's sources",
  "tests/core/operations/table.test.ts": "reads the AWS SDK's files",
};

const root = join(import.meta.dirname, "../../..");
const nodeHttp = join(import.meta.dirname, "node-http.ts");

for (const file of Object.keys(leftOut)) {
  if (!existsSync(join(root, file))) throw new Error(`${file} is left out, and does not exist`);
}

export default defineConfig({
  root,
  plugins: [
    {
      name: "tests listen outside of workerd",
      enforce: "pre",
      // By the text: what begins with `node:` is resolved by the runtime alone.
      transform: (code, id) =>
        id.startsWith(join(root, "tests/core")) ? code.replace('"node:http"', JSON.stringify(nodeHttp)) : undefined,
    },
    cloudflareTest({
      miniflare: {
        compatibilityDate: "2026-10-01",
        compatibilityFlags: ["nodejs_compat"],
        bindings: { RUNTIME: process.env.RUNTIME ?? "workerd" },
      },
    }),
  ],
  test: {
    include: ["tests/core/**/*.test.ts"],
    exclude: Object.keys(leftOut),
    globalSetup: join(import.meta.dirname, "listening-outside.ts"),
    testTimeout: 30_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
