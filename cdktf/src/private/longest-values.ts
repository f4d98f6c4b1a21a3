import { destinationNameShape, partitionOf } from "./core";
import { isLiteral } from "./literal";
import type { SubscriberKind } from "./subscriber-id";

const longestRegion = "us-isof-south-1";

/** Of all partitions and Regions the longest pair. */
export const longestPlace = { partition: partitionOf(longestRegion).name, region: longestRegion };

export const longestDestinationName = "n".repeat(destinationNameShape.max);

/** The longest id of each kind; the number keeps several apart. */
export const longestIds: Record<SubscriberKind, (number: string) => string> = {
  accounts: (number) => number.padStart(12, "0"),
  organizations: (number) => `o-${number.padStart(32, "0")}`,
  // Organizations nest units five levels deep. [F76]
  organizationPaths: (number) =>
    `o-${"0".repeat(32)}/r-${"0".repeat(32)}/${`ou-${"0".repeat(32)}-${number.padStart(32, "0")}/`.repeat(5)}*`,
};

/** The text itself, or the longest value that the token can have. */
export function atLongest(text: string, longest: string): string {
  return isLiteral(text) ? text : longest;
}
