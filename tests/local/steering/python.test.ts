import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";
import { expect, test } from "vitest";

const suite = fileURLToPath(new URL("../../languages/python-service/test_central.py", import.meta.url));
const hasPython = spawnSync("python3", ["-c", "import pytest, boto3"]).status === 0;

test.skipIf(!hasPython)(
  "a suite in Python, where it has pytest and boto3, resets, declares, advances the clock and reads what arrived",
  async () => {
    const server = await serve(new LocalLogs());
    const env = { ...process.env, LOG_DESTINATIONS_ENDPOINT: server.url, AWS_EC2_METADATA_DISABLED: "true" };
    const args = ["-m", "pytest", "-q", "-p", "no:cacheprovider", suite];
    const { stdout } = await promisify(execFile)("python3", args, {
      env: { ...env, PYTHONDONTWRITEBYTECODE: "1" },
    }).catch((error) => error);
    await server.close();
    expect(stdout).toMatch(/^2 passed/m);
  },
  120_000,
);
