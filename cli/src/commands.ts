/** One option of a command. */
export interface Option {
  /** What stands for its value in the help; a switch has none. */
  readonly value?: string;
  readonly says: string;
}

export interface Command {
  readonly says: string;
  readonly options: Readonly<Record<string, Option>>;
  /** What stands behind `--`; nothing may where this is left out. */
  readonly operands?: string;
}

export type CommandName = "run" | "serve";

/** What the command line knows. Parsing and help derive from it. */
export const commands: Readonly<Record<CommandName, Command>> = {
  serve: {
    says: "Serves CloudWatch Logs, and as much of Kinesis as shows a log line arrive, until it is interrupted.",
    options: {
      port: { value: "N", says: "the port to listen on; 0, the default, picks a free one" },
      host: { value: "ADDRESS", says: "the address to listen on; beyond loopback only with secrets in --config" },
      config: { value: "FILE", says: "JSON that declares accounts, accessKeys, roles, streams and logGroups" },
      state: { value: "FILE", says: "keep the state in this file; without, it ends with the process" },
      strict: { says: "know only the roles and streams that are declared or made" },
      propagation: { value: "TIME", says: "how long a change of a role takes to be seen: 10s, 500ms; default 0s" },
      quotas: { says: "throttle beyond five requests a second of a destination operation, as the service does" },
      verbose: { says: "a line for each request, on standard error" },
    },
  },
  run: {
    says:
      "Runs a command whose terraform, or tofu, applies to a local service of its own instead of AWS. A stand-in of the\n" +
      "AWS provider knows the resources that log destinations need.",
    operands: "COMMAND...",
    options: {
      config: { value: "FILE", says: "JSON that declares accounts, accessKeys, roles, streams and logGroups" },
      state: { value: "FILE", says: "keep the service's state here; default .log-destinations/state" },
      propagation: { value: "TIME", says: "how long a change of a role takes to be seen: 10s, 500ms; default 0s" },
    },
  },
};
