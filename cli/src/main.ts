import manifest from "../package.json" with { type: "json" };
import { readCommandLine, UsageError } from "./command-line.ts";
import { commands } from "./commands.ts";
import { help } from "./help.ts";
import { serveUntilInterrupted } from "./serve.ts";

/**
 * Runs the command line.
 * @param platform the operating system, as Node names it
 * @returns the exit code: 0 success, 1 failure, 2 the command line is wrong; `run` has codes of its own
 */
export async function main(argv: readonly string[], platform: NodeJS.Platform = process.platform): Promise<number> {
  try {
    if (argv[0] === "--version") {
      console.log(manifest.version);
      return 0;
    }
    const { command, help: asked, values, operands } = readCommandLine(argv);
    if (command === undefined || asked) {
      console.log(help(command));
      return 0;
    }
    if (command === "run") {
      // Loads the libraries of Terraform's protocol only where they are needed.
      const { runOnLocalService } = await import("./run.ts");
      return await runOnLocalService(values, operands, platform);
    }
    await serveUntilInterrupted(values);
    return 0;
  } catch (error) {
    console.error(`log-destinations: ${(error as Error).message}`);
    if (!(error instanceof UsageError)) return 1;
    const about = Object.hasOwn(commands, argv[0] ?? "") ? `${argv[0]} ` : "";
    console.error(`log-destinations ${about}--help prints the usage`);
    return 2;
  }
}
