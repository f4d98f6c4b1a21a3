import { TerraformStack } from "cdktf";
import type { PlacedResource } from "../src/private/pipeline.ts";
import { accountOf } from "../src/private/sign-in.ts";
import { providerNamed, regionOf } from "./found-destination.mts";
import { isMade, type SynthesizedStack, synthesized } from "./synthesized.mts";

/** A resource of one of several stacks, its references made such that they hold among all of them. */
export interface JoinedResource extends PlacedResource {
  readonly stack: SynthesizedStack;
  /** The address within its stack. */
  readonly addressInStack: string;
  readonly provider: string;
}

/** @param stacks those that `synthesized` takes, in any order */
export function joinedStacks(stacks: readonly unknown[]): SynthesizedStack[] {
  // A reference adds an output to the other stack.
  for (const stack of stacks) if (TerraformStack.isStack(stack)) stack.prepareStack();
  return stacks.map(synthesized);
}

/** All resources of the stacks. */
export function joinedResources(stacks: readonly SynthesizedStack[]): JoinedResource[] {
  return stacks.flatMap((stack, index) =>
    Object.entries(stack.resource).flatMap(([type, byId]) =>
      Object.entries(byId)
        .filter(([, attributes]) => isMade(attributes))
        .map(([id, attributes]) => {
          const provider = String(attributes.provider ?? "aws");
          const region = (attributes.region as string | undefined) ?? regionOf(stack, provider);
          return {
            type,
            address: `${index}/${type}.${id}`,
            addressInStack: `${type}.${id}`,
            account: accountOf(providerNamed(stack, provider) ?? {}, `${index}/${provider}`),
            region,
            provider,
            stack,
            attributes: withReferences(attributes, stacks, index) as Record<string, unknown>,
          };
        }),
    ),
  );
}

/** The value with the number of its stack in each reference, and what another stack put out in place of that. */
function withReferences(value: unknown, stacks: readonly SynthesizedStack[], index: number): unknown {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, stacks, index));
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, member]) => [name, withReferences(member, stacks, index)]);
    return Object.fromEntries(members);
  }
  if (typeof value !== "string") return value;
  return value.replaceAll(/(?<!\$)\$\{([^{}]+)\}/g, (expression: string, inner: string) => {
    const [, output] = /^data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)$/.exec(inner) ?? [];
    if (output === undefined) return /^aws_/.test(inner) ? `\${${index}/${inner}}` : expression;
    const from = stacks.findIndex((stack) => outputsOf(stack)[output] !== undefined);
    const source = stacks[from];
    if (source === undefined) return expression;
    return String(withReferences(outputsOf(source)[output]?.value, stacks, from));
  });
}

function outputsOf({ output }: SynthesizedStack): Record<string, { value?: unknown } | undefined> {
  return (output ?? {}) as Record<string, { value?: unknown }>;
}
