// Applies and destroys a stack by the command of one checkout (example), or only starts that (start). Its figure is the
// processor time of one such round in microseconds: that of the command's process and, for start, of all that it starts.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { workInStretches } from "../stretches.mjs";
import { processorTime, timeOfChildren } from "./processor-time.mjs";

const [checkout, load] = process.argv.slice(2);
const command = join(checkout, "cli/bin/log-destinations.js");
const stack = join(import.meta.dirname, "../../deploy/stacks/kinesis-hub-ordered/main.tf");
const folder = mkdtempSync(join(tmpdir(), "bench-deploy-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
process.on("SIGTERM", () => process.exit(0));

function run(file, args, env = process.env) {
  const { status, stderr } = spawnSync(file, args, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) throw new Error(`${file} ${args[0]} ended with ${status}: ${stderr}`);
}

if (load === "start") {
  const starts = (times) => {
    for (let round = 0; round < times; round++) run(process.execPath, [command, "run", "--", "true"]);
    return times;
  };
  await workInStretches(starts, 1, 2, timeOfChildren);
} else {
  copyFileSync(stack, join(folder, "main.tf"));
  const script = "console.log(JSON.stringify(process.env)); setInterval(() => {}, 1000)";
  const service = spawn(process.execPath, [command, "run", "--", process.execPath, "--eval", script], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.on("exit", () => service.kill());
  const [line] = await once(createInterface({ input: service.stdout }), "line");
  const env = JSON.parse(line);
  const applies = (times) => {
    for (let round = 0; round < times; round++) {
      for (const step of ["apply", "destroy"]) run("terraform", [step, "-auto-approve"], env);
    }
    return times;
  };
  await workInStretches(applies, 1, 1, () => processorTime(service.pid));
}
