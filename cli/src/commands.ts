export interface Option {
  /** The placeholder of its value in the help. A switch has none. */
  readonly value?: string;
  /** The value of an option that is given without one. */
  readonly valueWithout?: string;
  readonly description: string;
}

export interface Command {
  readonly description: string;
  readonly options: Readonly<Record<string, Option>>;
  /** The placeholder of the words after `--`. Without one, none are allowed. */
  readonly operands?: string;
}

export type CommandName = "run" | "serve";

const config: Option = {
  value: "FILE",
  description: "JSON that declares accounts, accessKeys, roles, streams and logGroups; for run also profiles",
};
const propagation: Option = {
  value: "TIME",
  description: "time until a change of a role is seen, such as 10s or 500ms; default 0s",
};

/** The commands and their options. Parsing and help derive from this table. */
export const commands: Readonly<Record<CommandName, Command>> = {
  serve: {
    description:
      "Serves CloudWatch Logs, and the part of Kinesis that shows a log line arrive, until it is interrupted.",
    options: {
      port: { value: "N", description: "the port to listen on; 0, the default, picks a free one" },
      host: {
        value: "ADDRESS",
        description: "the address to listen on; beyond loopback only with secrets in --config",
      },
      config,
      state: { value: "FILE", description: "keep the state in this file; without it, the state ends with the process" },
      strict: { description: "know only roles and streams that are declared or created" },
      propagation,
      quotas: { description: "throttle above five requests a second of a destination operation, as the service does" },
      verbose: { description: "print a line for each request on standard error" },
    },
  },
  run: {
    description:
      "Runs a command whose terraform or tofu applies to a local service instead of AWS. The service starts and ends with\n" +
      "the command. A stand-in of the AWS provider knows the resources that log destinations need.",
    operands: "COMMAND...",
    options: {
      config,
      state: { value: "FILE", description: "keep the service's state in this file; default .log-destinations/state" },
      propagation,
      keep: { value: "all", description: "take all types of the AWS provider: those that are not known are only kept" },
      wait: {
        value: "TIME",
        valueWithout: "10m",
        description: "wait for another run that uses the state, at most this long; 10m without a TIME",
      },
    },
  },
};
