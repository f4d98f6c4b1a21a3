import { LocalLogs } from "@log-destinations/local";
import { type Block, resourceSchemas } from "../../terraform/src/schema/schema.ts";
import type { Synthesized } from "../cdktf/synth.ts";
import { owner, region } from "../local/wire.ts";
import { startInProcess } from "../terraform/in-process.ts";

const lookups: Readonly<Record<string, string>> = { account_id: owner, partition: "aws", region };

/**
 * Applies a synthesized stack to a service in which only what is declared is there, each resource after those that it refers to.
 *
 * @throws the first error of the provider
 */
export async function applySynthesized({ resource }: Pick<Synthesized, "resource">): Promise<void> {
  const local = new LocalLogs({ strict: true });
  const provider = await startInProcess(local);
  const left = Object.entries(resource).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, attributes]) => ({ type, address: `${type}.${id}`, attributes })),
  );
  const made = new Map<string, Record<string, unknown>>();
  while (left.length > 0) {
    const next = left.findIndex(({ attributes }) => needed(attributes).every((address) => made.has(address)));
    const [ready] = left.splice(next, 1);
    if (next === -1 || ready === undefined) throw new Error(`a circle among ${left.map(({ address }) => address)}`);
    const { depends_on: _, lifecycle: __, provider: ___, ...given } = ready.attributes;
    const filled = JSON.parse(JSON.stringify(given), (_, value) =>
      typeof value === "string" ? fill(value, made) : value,
    );
    const { values } = await provider.apply(ready.type, asBlocks(resourceSchemas[ready.type] as Block, filled));
    made.set(ready.address, values as Record<string, unknown>);
  }
}

function needed(attributes: Record<string, unknown>): string[] {
  const references = [...JSON.stringify(attributes).matchAll(/\$\{(aws_\w+\.\w+)\.\w+\}/g)].map(
    ([, address]) => address ?? "",
  );
  return [...references, ...((attributes.depends_on ?? []) as string[])].filter(
    (address) => !address.startsWith("data."),
  );
}

function fill(text: string, made: ReadonlyMap<string, Record<string, unknown>>): string {
  return text
    .replace(/\$\{data\.\w+\.\w+\.(\w+)\}/g, (_, attribute: string) => lookups[attribute] ?? "")
    .replace(/\$\{(aws_\w+\.\w+)\.(\w+)\}/g, (_, address: string, attribute: string) =>
      String(made.get(address)?.[attribute]),
    );
}

/** Terraform's JSON may have one block where the provider gets a list. */
function asBlocks(block: Block, values: Record<string, unknown>): object {
  const isList = (name: string) => (block.blocks[name]?.nesting ?? "single") !== "single";
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isList(name) ? [value].flat() : value]),
  );
}
