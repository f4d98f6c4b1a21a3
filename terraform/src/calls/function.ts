import { FunctionError, functions, type ProviderFunction } from "../functions.ts";
import { decodeValue, encodeValue } from "../protocol/dynamic-value.ts";
import type { Handlers } from "../protocol/handlers.ts";
import { functionMessages } from "../schema/schema-message.ts";

type FunctionCalls = Pick<Handlers, "GetFunctions" | "CallFunction">;

/** The calls about functions, which need no configuration. [F341] */
export const functionCalls: FunctionCalls = {
  GetFunctions: () => ({ functions: functionMessages }),

  CallFunction: ({ name, arguments: given }) => {
    // Terraform asks only for functions that it was given.
    const { run, returns } = functions[name] as ProviderFunction;
    const values = given.map((value) => decodeValue(value, { kind: "string" }) as string);
    try {
      return { result: encodeValue(run(...values), returns) };
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      return { error: { text: error.message } };
    }
  },
};
