import type { ILogDestination } from "../log-destination-ref";
import { isLiteral } from "./literal";

/** How an error names a destination: a token would say nothing. */
export function called({ destinationName, node }: ILogDestination): string {
  return isLiteral(destinationName) ? destinationName : node.path;
}
