import { type TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { knownRegion } from "./known-region";

/** The provider where it is another than the stack's default one, which may be handed over or left out. */
export function otherProvider(provider?: TerraformProvider): TerraformProvider | undefined {
  return provider?.alias === undefined ? undefined : provider;
}

/** What tells the account and Region of a resource from those of others in the app, as far as it does. */
export function placeOf(scope: IConstruct, provider?: TerraformProvider, region?: string): string[] {
  const account = otherProvider(provider) ?? TerraformStack.of(scope);
  return [account.node.path, knownRegion(scope, provider, region) ?? region ?? ""];
}
