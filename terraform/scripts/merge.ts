import type { BlockInFile, Versions } from "../src/schema/schema-file.ts";

/**
 * Merges the schemas of one block in two versions of the real provider. What both have is as in the newer one. What one
 * of them lacks is marked with the version that lacks it.
 */
export function mergeBlocks(older: BlockInFile, newer: BlockInFile, versions: Versions): BlockInFile {
  const { older: before, newer: after } = versions;
  const { attributes: newAttributes = {}, blocks: newBlocks = {}, ...rest } = newer;
  const { attributes: oldAttributes = {}, blocks: oldBlocks = {} } = older;
  const hasOld = (name: string) => name in oldAttributes || name in oldBlocks;
  const hasNew = (name: string) => name in newAttributes || name in newBlocks;

  const attributes: Record<string, string> = {};
  for (const [name, text] of Object.entries({ ...oldAttributes, ...newAttributes })) {
    if (name in newBlocks) continue;
    if (!hasOld(name)) attributes[name] = `not-in-${before} ${text}`;
    else attributes[name] = hasNew(name) ? text : `not-in-${after} ${text}`;
  }
  const blocks: Record<string, BlockInFile> = {};
  for (const [name, block] of Object.entries({ ...oldBlocks, ...newBlocks })) {
    if (name in newAttributes) continue;
    const [old, recent] = [oldBlocks[name], newBlocks[name]];
    if (old && recent) blocks[name] = mergeBlocks(old, recent, versions);
    else if (hasOld(name) && hasNew(name)) blocks[name] = block;
    else blocks[name] = { notIn: recent ? before : after, ...block };
  }
  return {
    ...rest,
    ...(Object.keys(attributes).length > 0 && { attributes: sorted(attributes) }),
    ...(Object.keys(blocks).length > 0 && { blocks: sorted(blocks) }),
  };
}

function sorted<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
