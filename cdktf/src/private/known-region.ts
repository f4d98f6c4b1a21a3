import { TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { isLiteral } from "./literal";

/**
 * The Region that a resource will stand in, where that is a literal: its own, else its provider's. A default provider
 * counts from when it is declared in the stack.
 */
export function knownRegion(scope: IConstruct, provider?: TerraformProvider, region?: string): string | undefined {
  const told = region ?? regionOf(provider ?? defaultProvider(TerraformStack.of(scope)));
  return told !== undefined && isLiteral(told) ? told : undefined;
}

// Every AWS provider class has this, and to import one costs more than all of these constructs together.
function regionOf(provider?: TerraformProvider): string | undefined {
  return (provider as { regionInput?: string } | undefined)?.regionInput;
}

const defaultProviders = new WeakMap<TerraformStack, TerraformProvider>();

function defaultProvider(stack: TerraformStack): TerraformProvider | undefined {
  const known = defaultProviders.get(stack);
  if (known) return known;
  const found = stack.node.children.find(isDefaultAwsProvider);
  if (found) defaultProviders.set(stack, found);
  return found;
}

function isDefaultAwsProvider(construct: IConstruct): construct is TerraformProvider {
  if (!TerraformProvider.isTerraformProvider(construct)) return false;
  return construct.terraformResourceType === "aws" && construct.alias === undefined;
}
