import manifest from "../package.json" with { type: "json" };
import { readArguments, UsageError } from "./arguments.ts";
import { commands } from "./commands.ts";
import { help } from "./help.ts";
import { runServe } from "./serve.ts";

/**
 * Runs the command line.
 * @returns the exit code: 0 done, 1 failed, 2 the command line is wrong; of `run`, see there
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    if (argv[0] === "--version") {
      console.log(manifest.version);
      return 0;
    }
    const { command, help: asked, values, operands } = readArguments(argv);
    if (command === undefined || asked) {
      console.log(help(command));
      return 0;
    }
    if (command === "run") {
      // What speaks Terraform's protocol is loaded by whoever needs it.
      const { runRun } = await import("./run.ts");
      return await runRun(values, operands);
    }
    await runServe(values);
    return 0;
  } catch (error) {
    console.error(`log-destinations: ${(error as Error).message}`);
    if (!(error instanceof UsageError)) return 1;
    const about = Object.hasOwn(commands, argv[0] ?? "") ? `${argv[0]} ` : "";
    console.error(`log-destinations ${about}--help tells what there is`);
    return 2;
  }
}
