import type { Kind } from "./kinds";
import { shown } from "./shown";

/** What each prop takes; a prop that is left out here does not compile. */
export type PropKinds<Props> = {
  readonly [Name in keyof Props]-?: Kind<Exclude<Props[Name], undefined>> &
    (undefined extends Props[Name] ? Optional : Required);
};

interface Optional {
  readonly isRequired?: false;
  /** Is null the same as left out? */
  readonly orNull?: boolean;
}

interface Required {
  readonly isRequired: true;
  readonly orNull?: false;
}

export function required<Value>(kind: Kind<Value>): Kind<Value> & Required {
  return { ...kind, isRequired: true };
}

export function orNull<Value>(kind: Kind<Value>): Kind<Value> & Optional {
  return { ...kind, orNull: true };
}

/**
 * The props of a construct, or the options of a function, as they are used: each of its kind, and no others.
 *
 * @param owner what they belong to, for errors
 * @param isExtended is it made as a subclass, which may have props of its own?
 * @throws an error for props that are none, a prop that is left out, one that there is not, and a value of another kind
 */
export function readProps<Props extends object>(
  owner: string,
  props: Props,
  kinds: PropKinds<Props>,
  isExtended = false,
): Props {
  const byName = Object.entries(kinds as Record<string, Kind<unknown> & (Optional | Required)>);
  if (typeof props !== "object" || props === null || Array.isArray(props)) {
    const needed = byName.filter(([, { isRequired }]) => isRequired).map(([name]) => name);
    const remedy = ["an object", needed.join(" and ")].filter(Boolean).join(" with ");
    throw new Error(`${owner} got ${shown(props)} as its props; give ${remedy} [LD2803]`);
  }
  // An instance of a class has members of its own, which its getters read.
  const others = isPlain(props) ? Object.entries(props).filter(([, value]) => value !== undefined) : [];
  for (const [name] of others) refuseOtherProp(owner, name, kinds, isExtended);
  const read: Record<string, unknown> = {};
  for (const [name, kind] of byName) {
    const value: unknown = props[name as keyof Props];
    if (value === undefined || value === null) {
      if (kind.isRequired) throw new Error(`${owner} has no ${name}; give ${kind.expected} [LD2804]`);
      if (value === null && !kind.orNull) throw new Error(`${name} of ${owner} is null; leave it out [LD2805]`);
      continue;
    }
    read[name] = kind.read(name, value);
  }
  return read as Props;
}

function isPlain(props: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(props);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refuseOtherProp(owner: string, name: string, kinds: object, isExtended: boolean): void {
  if (name in kinds) return;
  const known = Object.keys(kinds).sort();
  const meant = known.find((other) => lettersOf(other) === lettersOf(name));
  if (meant === undefined && isExtended) return;
  throw new Error(
    `${owner} has no prop ${name}, which would be ignored; there ${meant ? `is ${meant}` : `are ${known.join(", ")}`} [LD2806]`,
  );
}

/** Those of `destination_name` and `DestinationName` are the same. */
function lettersOf(name: string): string {
  return name.replace(/[^a-z0-9]/gi, "").toLowerCase();
}
