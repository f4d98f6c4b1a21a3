import {
  fitsShape,
  type IntegerShape,
  type ListShape,
  type MapShape,
  type Shape,
  type StringShape,
} from "@log-destinations/core/service";

/** A value that breaks a shape. */
export interface BrokenValue {
  /** How: `of 513 characters`. */
  readonly how: string;
  readonly value: unknown;
  readonly kind: "missing" | "type" | "constraint";
}

/** For each constraint of a kind of shapes, the values that break it and nothing else. */
type Breakers<Kind extends Shape, Value> = {
  readonly [Constraint in Exclude<keyof Kind, NoConstraint>]-?: (
    bound: NonNullable<Kind[Constraint]>,
    good: Value,
    shape: Kind,
  ) => [how: string, value: unknown][];
};

/** What a shape says beside its constraints: its type, whether it is needed, and how a person is told. */
type NoConstraint = "type" | "required" | "inWords" | "patternInWords" | "key" | "value" | "member";

const breakersOfString: Breakers<StringShape, string> = {
  min: (min, good) => (min > 0 ? [[`of ${min - 1} characters`, good.slice(0, min - 1)]] : []),
  max: (max, good) => [[`of ${max + 1} characters`, padded(good, max + 1)]],
  maxBytes: (max, good) => [[`of ${max + 1} bytes`, padded(good, max + 1)]],
  pattern: (_, good, shape) =>
    [...strangeCharacters]
      .map((character) => good + character)
      .filter((text) => !fitsShape(shape, text))
      .map((text) => [`that ends in ${JSON.stringify(text.slice(good.length))}`, text]),
  reservedPrefix: (prefix, good) =>
    [prefix, prefix.toUpperCase()].map((beginning) => [`that begins with ${beginning}`, beginning + good]),
  enum: ([first = ""]) => ["Sideways", first.toLowerCase()].map((text) => [JSON.stringify(text), text]),
};

const strangeCharacters = ':*,!#"\\ \t\n\u0000é€😀';

/** Text of documents is padded with what changes nothing in them. */
function padded(text: string, length: number): string {
  return text.padEnd(length, text.endsWith("}") ? " " : "a");
}

const breakersOfInteger: Breakers<IntegerShape, number> = {
  min: (min) => [[`${min - 1}`, min - 1]],
  max: (max) => [[`${max + 1}`, max + 1]],
};

const breakersOfList: Breakers<ListShape, readonly unknown[]> = {
  min: (min, good) => (min > 0 ? [[`of ${min - 1} items`, good.slice(0, min - 1)]] : []),
  max: (max, [item]) => [[`of ${max + 1} items`, Array.from({ length: max + 1 }, () => item)]],
};

const breakersOfMap: Breakers<MapShape, Readonly<Record<string, unknown>>> = {
  min: (min, good) =>
    min > 0 ? [[`of ${min - 1} entries`, Object.fromEntries(Object.entries(good).slice(0, min - 1))]] : [],
  max: (max, good) => {
    const [value] = Object.values(good);
    return [[`of ${max + 1} entries`, Object.fromEntries(Array.from({ length: max + 1 }, (_, n) => [`k${n}`, value]))]];
  },
};

const ofOtherTypes: Readonly<Record<Shape["type"], readonly unknown[]>> = {
  string: [7, true, ["a"], {}],
  integer: ["7", 1.5, true, []],
  boolean: ["true", 1, {}],
  list: ["a", { 0: "a" }, true],
  map: ["a", ["a"], 7],
  structure: ["a", ["a"], 7],
};

/**
 * Values that break a shape: one for each of its constraints, and for each of what it holds, and of other types.
 * @param good a value that fits
 */
export function brokenValues(shape: Shape, good: unknown): BrokenValue[] {
  const mistyped = ofOtherTypes[shape.type].map(
    (value): BrokenValue => ({
      how: `that is ${JSON.stringify(value)}`,
      value,
      kind: "type",
    }),
  );
  return [...mistyped, ...constraintsBroken(shape, good), ...brokenWithin(shape, good)];
}

function constraintsBroken(shape: Shape, good: unknown): BrokenValue[] {
  switch (shape.type) {
    case "string":
      return broken(breakersOfString, shape, good as string);
    case "integer":
      return broken(breakersOfInteger, shape, good as number);
    case "list":
      return broken(breakersOfList, shape, good as unknown[]);
    case "map":
      return broken(breakersOfMap, shape, good as Record<string, unknown>);
    default:
      return [];
  }
}

function broken<Kind extends Shape, Value>(breakers: Breakers<Kind, Value>, shape: Kind, good: Value): BrokenValue[] {
  return (Object.keys(breakers) as (keyof typeof breakers)[]).flatMap((constraint) => {
    const bound = shape[constraint];
    if (bound === undefined || bound === null) return [];
    const found = breakers[constraint](bound, good, shape);
    return found.map(([how, value]): BrokenValue => ({ how, value, kind: "constraint" }));
  });
}

/** Values of which a part is broken: an item, a key, a member. */
function brokenWithin(shape: Shape, good: unknown): BrokenValue[] {
  switch (shape.type) {
    case "list": {
      const [item, ...others] = good as unknown[];
      return brokenValues(shape.member, item).map(({ how, value, kind }) => ({
        how: `with an item ${how}`,
        value: [value, ...others],
        kind,
      }));
    }
    case "map": {
      const [key = "", value] = Object.entries(good as object)[0] ?? [];
      const keys = brokenValues(shape.key, key).filter((one) => typeof one.value === "string");
      return [
        ...keys.map((one) => ({ ...one, how: `with a key ${one.how}`, value: { [one.value as string]: value } })),
        ...brokenValues(shape.value, value).map((one) => ({
          ...one,
          how: `with a value ${one.how}`,
          value: { [key]: one.value },
        })),
      ];
    }
    case "structure":
      return brokenMembers(shape.members, good as object).map(({ member, request, how, kind }) => ({
        how: `with ${member} ${how}`,
        value: request,
        kind,
      }));
    default:
      return [];
  }
}

/** A structure of which one member is broken. */
export interface BrokenMember extends Omit<BrokenValue, "value"> {
  readonly member: string;
  readonly request: object;
}

/**
 * @param good a structure that fits
 * @param values good values of members that it leaves out
 */
export function brokenMembers(
  members: Readonly<Record<string, Shape>>,
  good: object,
  values: Readonly<Record<string, unknown>> = { ...good },
): BrokenMember[] {
  return Object.entries(members).flatMap(([member, shape]): BrokenMember[] => {
    const { [member]: _, ...without } = good as Record<string, unknown>;
    const missing: BrokenMember[] = shape.required
      ? [
          { member, how: "missing", kind: "missing", request: without },
          { member, how: "that is null", kind: "missing", request: { ...good, [member]: null } },
        ]
      : [];
    return [
      ...missing,
      ...brokenValues(shape, values[member]).map(({ how, value, kind }) => ({
        member,
        how,
        kind,
        request: { ...good, [member]: value },
      })),
    ];
  });
}
