import { Fn } from "cdktf";
import { operand } from "./operand";

/** The values that are known and those of lists that only Terraform knows, each once, as JSON that Terraform writes. */
export function encodedList(values: readonly string[], lists: readonly string[][]): string {
  return Fn.jsonencode(distinctList(values, lists));
}

/** The same as a list token. */
export function distinctList(values: readonly string[], lists: readonly string[][]): string[] {
  // A list token can be a set, which flatten takes and concat does not.
  return Fn.distinct(Fn.flatten([values.map(operand), ...lists.map(operand)]));
}

/** JSON text in which no encoded list is in quotes, since it brings its own. */
export function unquoted(json: string, encoded: readonly string[]): string {
  return encoded.reduce((text, list) => text.split(JSON.stringify(list)).join(list), json);
}
