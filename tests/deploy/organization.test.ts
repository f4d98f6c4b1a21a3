import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ended, startProgram } from "../cli/program.ts";
import { command } from "../cli/service-process.ts";
import { describeDeploys } from "./world.ts";

const root = join(import.meta.dirname, "../..");
const example = join(root, "cdktf/examples/organization");
const cdktf = join(dirname(createRequire(import.meta.url).resolve("cdktf-cli/package.json")), "bundle/bin/cdktf");
const config = "log-destinations.json";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "organization-"));
  cpSync(example, folder, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterEach(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

/** As the example's page says, with the cdktf of this repository. */
function deploy(more: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const argv = [command, "run", "--config", config, "--", process.execPath, cdktf, "deploy", "--auto-approve", "*"];
  const env = { PATH: process.env.PATH, HOME: folder, npm_config_offline: "true", ...more };
  return startProgram(process.execPath, argv, { cwd: folder, env }).ended;
}

/** The output as one line, without the frames that terraform draws around a diagnostic. */
const words = ({ stdout, stderr }: Ended) => (stdout + stderr).replaceAll(/[\s│]+/g, " ");

function write(change: (declared: { profiles: object; accounts: Record<string, object> }) => void): void {
  const declared = JSON.parse(readFileSync(join(folder, config), "utf8"));
  change(declared);
  writeFileSync(join(folder, config), JSON.stringify(declared));
}

describeDeploys("the organization's example", () => {
  test("deploys whole, each stack to the account of its profile, and has no second plan", async () => {
    const first = await deploy();
    expect({ code: first.code, out: words(first) }).toMatchObject({ code: 0 });
    const states = ["logging", "sender-roles", "workload"].map((name) =>
      readFileSync(join(folder, `terraform.${name}.tfstate`), "utf8"),
    );
    expect(states[0]).toContain("arn:aws:logs:us-east-2:111122223333:destination:organization-logs");
    expect(states[2]).toContain("arn:aws:logs:eu-west-1:222233334444:log-group:/app");
    const second = await deploy();
    expect(second.code).toBe(0);
    expect(words(second)).not.toContain("will be created");
    expect(words(second)).not.toContain("will be updated");
  }, 120_000);

  test("without the organization of the sender, the error itself has the entry to declare", async () => {
    write(({ accounts }) => {
      delete accounts["222233334444"];
    });
    const ended = await deploy();
    expect(ended.code).not.toBe(0);
    const error = words(ended).slice(words(ended).indexOf("Error: "));
    expect(error).toContain("AccessDeniedException");
    expect(error.replaceAll(" ", "")).toContain('{"accounts":{"222233334444":{"organization":');
  }, 120_000);

  test("without its profiles, the error has the entry to declare", async () => {
    write((declared) => {
      declared.profiles = {};
    });
    const ended = await deploy();
    expect(ended.code).not.toBe(0);
    // Stacks are deployed side by side, and the first error ends them all.
    const [, profile = ""] = /the account of the profile "(.*?)" is not declared \[LD4103\]/.exec(words(ended)) ?? [];
    expect(["logging", "workload"]).toContain(profile);
    expect(words(ended)).toContain(`{"profiles":{"${profile}":"ACCOUNT"}}`);
  }, 120_000);
});
