import { isDeepStrictEqual } from "node:util";
import type { Synthesized } from "../synth.ts";

/** A difference that a plan can show: an address that is new or gone, or a changed attribute of one that stays. */
export interface Change {
  readonly address: string;
  readonly attribute?: string;
}

type Members = Record<string, unknown>;

/** What a plan can show of a stack that was applied as `before` and is synthesized as `after`. */
export function changesBetween(before: Synthesized, after: Synthesized): Change[] {
  const [old, current] = [addressesOf(before), addressesOf(after)];
  return [...new Set([...old.keys(), ...current.keys()])].flatMap((address): Change[] => {
    const [was, is] = [old.get(address), current.get(address)];
    if (was === undefined || is === undefined) return [{ address }];
    const attributes = new Set([...Object.keys(was), ...Object.keys(is)]);
    return [...attributes]
      .filter((attribute) => !isDeepStrictEqual(was[attribute], is[attribute]))
      .map((attribute) => ({ address, attribute }));
  });
}

/** The blocks of a stack by the addresses that Terraform has for them. */
function addressesOf({ resource = {}, data = {}, ...blocks }: Synthesized): Map<string, Members> {
  const typed = (prefix: string, types: Record<string, Record<string, Members>>) =>
    Object.entries(types).flatMap(([type, named]) =>
      Object.entries(named).map(([id, members]) => [`${prefix}${type}.${id}`, members] as const),
    );
  const untyped = Object.entries(blocks).flatMap(([block, named]) =>
    Object.entries(named as Members).map(([name, value]) => [`${block}.${name}`, { ...(value as Members) }] as const),
  );
  return new Map([...typed("", resource), ...typed("data.", data), ...untyped]);
}

/**
 * The changes that no line of the changelog tells of. A line tells of a change where it names the address, in which `*`
 * stands for any part of the logical id, and the attribute where there is one, each in backticks:
 *
 * - `aws_iam_role.*_Role_*`: `description` is updated in place.
 *
 * @param changelog the whole of CHANGELOG.md; lines count under "What a plan shows" of the version that is not released
 */
export function untoldChanges(changes: readonly Change[], changelog: string): Change[] {
  const lines = linesAboutPlans(changelog).map((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
  return changes.filter(
    ({ address, attribute }) =>
      !lines.some(
        (names) =>
          names.some((name) => isPatternOf(name, address)) && (attribute === undefined || names.includes(attribute)),
      ),
  );
}

function linesAboutPlans(changelog: string): string[] {
  const unreleased = changelog.split(/^## /m).find((section) => /^\S+ \(unreleased\)/.test(section));
  const about = unreleased?.split(/^### /m).find((section) => section.startsWith("What a plan shows"));
  return about?.split(/^- /m).slice(1) ?? [];
}

/** The type has to be written out, so that a line speaks of one kind of thing. */
function isPatternOf(name: string, address: string): boolean {
  const idAt = name.lastIndexOf(".") + 1;
  const escaped = name.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^.]*");
  return !name.slice(0, idAt).includes("*") && new RegExp(`^${escaped}$`).test(address);
}

/** A change as a line, for the error. */
export function described({ address, attribute }: Change): string {
  return attribute === undefined ? `\`${address}\`` : `\`${address}\`: \`${attribute}\``;
}
