/**
 * How the sources, documents and examples of `@log-destinations/cdktf` read in the package for CDK Terrain. A mention of
 * cdktf that no table here decides about fails the build.
 */

/** The first that fits decides. Each is in use: `tests/cdktn/rewrite.test.ts` names one that is not. */
export const terms: readonly (readonly [was: string | RegExp, is: string])[] = [
  // Packages, in specifiers, manifests, messages and prose.
  ["@log-destinations/cdktf", "@log-destinations/cdktn"],
  ["@cdktf/provider-aws", "@cdktn/provider-aws"],
  ["cdktf-cli", "cdktn-cli"],
  [/(["'`])cdktf\1/g, "$1cdktn$1"],

  // The command.
  [/\bcdktf (deploy|destroy|diff|synth)\b/g, "cdktn $1"],
  // The function of an example that runs it, and the comments there.
  [/\bcdktf\(/g, "cdktn("],
  ["`cdktf ${", "`cdktn ${"],
  ["real cdktf and terraform", "real cdktn and terraform"],
  ["Runs cdktf,", "Runs cdktn,"],
  ["// cdktf writes", "// cdktn writes"],

  // Prose.
  [
    "[CDK for Terraform](https://developer.hashicorp.com/terraform/cdktf)",
    "[CDK Terrain](https://github.com/open-constructs/cdk-terrain)",
  ],
];

/** What is called the same under both, and so is left. Each is in use. */
export const sameInBoth: readonly (readonly [name: RegExp, reason: string])[] = [
  [/\bcdktf\.out\b/g, "the fork kept the name of the folder that it synthesizes into"],
];

/** Sections of the README that are not those of `@log-destinations/cdktf`, by their headings. */
export const ownSections: readonly (readonly [heading: string, file: string | undefined, reason: string])[] = [
  ["Install", "install.md", "other packages, versions and Nodes"],
  ["What it costs", undefined, "measured with cdktf and its provider's classes alone"],
];

/** Documents that speak of both packages, and are the same in both. */
export const ofBoth: readonly string[] = ["docs/moving-to-cdk-terrain.md"];
