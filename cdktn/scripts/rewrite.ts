import { sameInBoth, terms } from "./terms.ts";

/** A mention of the other package that no table decides about. */
export class LeftOver extends Error {
  override readonly name = "LeftOver";
}

/**
 * A text of `@log-destinations/cdktf` as it reads in the package for CDK Terrain.
 *
 * @param file where it is from, for the error
 * @throws {LeftOver} for a mention of cdktf that is neither a term nor the same in both
 */
export function rewrite(text: string, file: string): string {
  const rewritten = terms.reduce((so, [was, is]) => so.replaceAll(was, is), text);
  refuseLeftOvers(rewritten, file);
  return rewritten;
}

/** @throws {LeftOver} for each mention of cdktf in what the package for CDK Terrain holds, unless it is the same in both */
export function refuseLeftOvers(text: string, file: string): void {
  const left = sameInBoth.reduce((so, [name]) => so.replaceAll(name, ""), text);
  const lines = left.split("\n");
  const found = lines.flatMap((line, index) =>
    /cdktf|CDK for Terraform/i.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 160)}`] : [],
  );
  if (found.length === 0) return;
  throw new LeftOver(
    `cdktf is left in what the package for CDK Terrain holds:\n${found.join("\n")}\n` +
      "write a term for it in cdktn/scripts/terms.ts, or name it there, with a reason, as the same in both",
  );
}
