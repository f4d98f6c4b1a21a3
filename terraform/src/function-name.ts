import { parseFunctionArn } from "@log-destinations/core/service";

/** What an argument says of a function. */
interface NamedFunction {
  readonly name: string;
  readonly qualifier?: string | undefined;
  /** Of an ARN. */
  readonly region?: string;
  readonly account?: string;
}

/** Reads what names a function: its name or its ARN, whole or in part, with a qualifier or none. */
export function readFunctionName(text: string): NamedFunction {
  const address = parseFunctionArn(text);
  if (address) return address;
  const [name = "", qualifier] = text.replace(/^\d{12}:function:/, "").split(":");
  return { name, qualifier };
}
