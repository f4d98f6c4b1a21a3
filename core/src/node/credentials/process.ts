import { spawn } from "node:child_process";
import type { Credentials } from "../../signing/credentials.ts";
import { NotHere } from "./not-here.ts";

/** A program that waits for a person or a network is given up then. */
const patience = 60_000;
/** As in the AWS SDK. */
const longestOutput = 1_048_576;

/**
 * Runs the `credential_process` of a profile in the shell, and reads what it prints. What it writes to standard error goes
 * to that of this process; no error holds its command line, which may have a secret in it, nor what it prints.
 *
 * @throws NotHere where it fails or prints something else
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export async function fromProcess(profile: string, command: string): Promise<Credentials> {
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration } = parse(
    profile,
    await run(profile, command),
  );
  if (Version !== 1) throw new NotHere(`the credential_process of profile ${profile} printed no Version 1`);
  if (typeof AccessKeyId !== "string" || typeof SecretAccessKey !== "string") {
    throw new NotHere(`the credential_process of profile ${profile} printed no AccessKeyId or no SecretAccessKey`);
  }
  const expiration = typeof Expiration === "string" ? new Date(Expiration) : undefined;
  if (expiration && expiration.getTime() < Date.now()) {
    throw new NotHere(`the credential_process of profile ${profile} printed credentials that ended ${Expiration}`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(typeof SessionToken === "string" && { sessionToken: SessionToken }),
    ...(expiration && { expiration }),
  };
}

function parse(profile: string, printed: string): Record<string, unknown> {
  try {
    // `null` has no members either.
    return { ...(JSON.parse(printed) as Record<string, unknown>) };
  } catch {
    throw new NotHere(`the credential_process of profile ${profile} printed no JSON`);
  }
}

function run(profile: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    /** What the shell has started may live on, and would keep this process alive by what it could still print. */
    const giveUp = (fault: string): void => {
      clearTimeout(timer);
      child.kill();
      child.stdout.destroy();
      reject(new NotHere(`the credential_process of profile ${profile} ${fault}`));
    };
    const timer = setTimeout(() => giveUp(`did not end in ${patience} ms`), patience);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      if (printed.length > longestOutput) giveUp(`printed more than ${longestOutput} characters`);
    });
    child.on("error", (error: NodeJS.ErrnoException) => giveUp(`cannot be run: ${error.code}`));
    child.on("close", (status, signal) => {
      if (status !== 0) return giveUp(signal ? `was ended by ${signal}` : `ended with status ${status}`);
      clearTimeout(timer);
      resolve(printed);
    });
  });
}
