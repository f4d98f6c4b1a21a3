// Writes the sources of the compiled assembly in Python, Java, Go and C# into `dist`. The tool is fetched for the run.
import { spawnSync } from "node:child_process";

const { status, stdout, stderr } = spawnSync("npx", ["--yes", "jsii-pacmak@1.140.0", "--code-only"], {
  encoding: "utf8",
  shell: process.platform === "win32",
  // jsii warns of Node 20, which says nothing about the sources.
  env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: "20", npm_config_loglevel: "error" },
});

process.stderr.write(`${stdout}${stderr}`);
// A warning is about a name or an example, and has to be mended.
process.exitCode = status || (/warn/i.test(stdout + stderr) ? 1 : 0);
