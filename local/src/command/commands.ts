/** One option of a command. */
export interface Option {
  /** What stands for its value in the help; a switch has none. */
  readonly value?: string;
  readonly says: string;
}

export interface Command {
  readonly says: string;
  readonly options: Readonly<Record<string, Option>>;
}

export type CommandName = "serve";

/** What the command line knows. Parsing and help derive from it. */
export const commands: Readonly<Record<CommandName, Command>> = {
  serve: {
    says: "Serves CloudWatch Logs on loopback until it is interrupted.",
    options: {
      port: { value: "N", says: "the port to listen on; 0, the default, picks a free one" },
    },
  },
};
