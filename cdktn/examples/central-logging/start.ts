/** Where there is terraform, the two-account example is deployed for real; else what needs none. */
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

if (spawnSync("terraform", ["version"], { stdio: "ignore" }).error) {
  console.log(
    "There is no terraform on this machine, which npm start would deploy with; this is the part that needs none.",
  );
  await import("./without-terraform.ts");
} else {
  const command = at("../../../cli/bin/log-destinations.js");
  const child = spawn(process.execPath, [command, "run", "--", "npx", "--offline", "tsx", "deploy.ts"], {
    cwd: at("../two-accounts"),
    stdio: "inherit",
  });
  child.once("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
