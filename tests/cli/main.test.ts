import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import manifest from "../../cli/package.json" with { type: "json" };
import { main } from "../../cli/src/main.ts";
import { sender } from "../local/wire.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "main-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command line in this process. */
async function run(argv: readonly string[], platform?: NodeJS.Platform) {
  const printed = { log: "", error: "" };
  for (const stream of ["log", "error"] as const) {
    vi.spyOn(console, stream).mockImplementation((line) => {
      printed[stream] += `${line}\n`;
    });
  }
  const code = await main(argv, platform);
  return { code, stdout: printed.log, stderr: printed.error };
}

describe("help", () => {
  test("names the commands, and for each command its options", async () => {
    const overview = await run(["--help"]);
    expect(overview).toMatchObject({ code: 0, stderr: "" });
    expect(overview.stdout).toMatch(/^ {2}serve {2}\S/m);
    expect(overview.stdout).toMatch(/^ {2}run {4}\S/m);
    expect((await run(["serve", "--help"])).stdout).toMatch(/^ {2}--port N +the port to listen on/m);
    expect((await run(["run", "--help"])).stdout).toContain("Usage: log-destinations run [OPTIONS] -- COMMAND...");
  });

  test("help and help COMMAND print the same as --help", async () => {
    const overview = await run(["--help"]);
    expect(await run(["help"])).toEqual(overview);
    expect(await run([])).toEqual(overview);
    expect(await run(["help", "serve"])).toEqual(await run(["serve", "--help"]));
  });

  test("a description of several lines stays in its column", async () => {
    const { stdout } = await run(["--help"]);
    const rows = stdout.slice(stdout.indexOf("Commands:\n"), stdout.indexOf("\n\nlog-destinations")).split("\n");
    expect(rows.slice(1)).toEqual(rows.slice(1).map(() => expect.stringMatching(/^ {2}(serve {2}|run {4}| {7})\S/)));
  });

  test("--version prints the version of the package", async () => {
    expect(await run(["--version"])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });
});

test.each([
  [["sreve"], "sreve is not a command; expected serve or run"],
  [["serve", "--prot", "1"], "--prot"],
  [["serve", "--port"], "--port"],
  [["serve", "--port", "65536"], '--port is "65536"; expected a number from 0 to 65535'],
  [["serve", "extra"], "extra"],
  [["serve", "--host", ""], "--host is empty; expected --host ADDRESS"],
  [["serve", "--state="], "--state is empty; expected --state FILE"],
  [["serve", "--port", "1", "--port", "2"], "--port is given twice; expected it once"],
  [["serve", "--prot", "1"], "log-destinations serve --help prints the usage"],
  [["sreve"], "log-destinations --help prints the usage"],
  [["help", "sreve"], "sreve is not a command; expected serve or run"],
  [["help", "serve", "run"], "help takes one command; run is too much"],
  [["serve", "--propagation", "10"], '--propagation is "10"; expected a time such as 10s, 500ms or 2m'],
  [["run"], "there is nothing to run; expected run -- COMMAND..."],
  [["run", "terraform", "plan"], "expected -- in front of COMMAND..."],
  [["run", "--keep", "some", "--", "true"], '--keep is "some"; expected --keep all'],
  [["run", "--propagation", "soon", "--", "true"], '--propagation is "soon"; expected a time'],
  [["run", "--state", "nowhere/x", "--", "true"], '--state is "nowhere/x", and there is no folder nowhere; make it'],
])("%j is refused with code 2 and a reason", async (argv, reason) => {
  const { code, stdout, stderr } = await run(argv);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(reason);
});

describe("serve cannot start, with code 1", () => {
  test("beyond loopback without secrets", async () => {
    const { code, stderr } = await run(["serve", "--host", "0.0.0.0"]);
    expect(code).toBe(1);
    expect(stderr).toContain("0.0.0.0 is not a loopback address");
  });

  test("where the folder of the state file does not exist", async () => {
    expect(await run(["serve", "--state", "no-such-folder/state"])).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining(
        'log-destinations: "no-such-folder/state" cannot be used as state file: its folder does not exist; make it, or name another file',
      ),
    });
  });

  test.each([
    ["that is not JSON", '{"accessKeys": {"A": {"secretAccessKey": hush', "config.json is not JSON [LD5202]"],
    [
      "with a wrong entry",
      JSON.stringify({ accounts: { [sender]: { org: 1 } } }),
      `config.json: unknown member in accounts["${sender}"]: org`,
    ],
  ])("with a configuration %s, whose content is not repeated", async (_, content, reason) => {
    const file = join(folder, "config.json");
    writeFileSync(file, content);
    const { code, stdout, stderr } = await run(["serve", "--config", file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain("hush");
  });
});

test("run refuses Windows in one line that names WSL, and starts nothing", async () => {
  const argv = ["run", "--state", join(folder, "state"), "--", "touch", join(folder, "ran")];
  expect(await run(argv, "win32")).toEqual({
    code: 125,
    stdout: "",
    stderr: expect.stringMatching(/^log-destinations: run needs Linux or macOS; on Windows, use WSL \[LD5101\]\n$/),
  });
  expect(readdirSync(folder)).toEqual([]);
  expect(await run(argv, "linux")).toMatchObject({ code: 0 });
  expect(readdirSync(folder)).toContain("ran");
});
