import type { ILogDestination } from "../log-destination-ref";
import { isLiteral } from "./literal";

/** The name of a destination in an error: its construct path where the name is a token. */
export function displayName({ destinationName, node }: ILogDestination): string {
  return isLiteral(destinationName) ? destinationName : node.path;
}
