import { isObject } from "../json.ts";
import { utf8Length } from "../utf8.ts";
import type { Shape, StringShape } from "./shape.ts";

/** Is the value of the type that the shape says, all the way down? */
export function hasType(shape: Shape, value: unknown): boolean {
  switch (shape.type) {
    case "string":
    case "boolean":
      return typeof value === shape.type;
    case "integer":
      return Number.isSafeInteger(value);
    case "list":
      return Array.isArray(value) && value.every((item) => hasType(shape.member, item));
    case "map":
      // A Map is an object, and an empty one in JSON.
      return (
        isObject(value) &&
        !(Symbol.iterator in value) &&
        Object.values(value).every((item) => hasType(shape.value, item))
      );
    case "structure":
      return isObject(value);
  }
}

/** Does a text satisfy the shape? */
export function fitsShape(shape: StringShape, text: string): boolean {
  return stringConstraintsBroken(shape, text).length === 0;
}

const atMost = (bound: number) => `Member must have length less than or equal to ${bound}`;
const atLeast = (bound: number) => `Member must have length greater than or equal to ${bound}`;

/** The constraints that a value of the right type breaks, in the service's words. */
export function constraintsBroken(shape: Shape, value: unknown): string[] {
  switch (shape.type) {
    case "string":
      return stringConstraintsBroken(shape, value as string);
    case "integer": {
      const number = value as number;
      if (number > (shape.max ?? Infinity)) return [`Member must have value less than or equal to ${shape.max}`];
      if (number < (shape.min ?? -Infinity)) return [`Member must have value greater than or equal to ${shape.min}`];
      return [];
    }
    case "list": {
      const list = value as unknown[];
      const broken = lengthBroken(list.length, shape);
      const inner = list.some((item) => constraintsBroken(shape.member, item).length > 0);
      // For members of lists and maps the words are those of other services of this kind: inferred. [F83]
      return inner ? [...broken, `Member must satisfy constraint: [${constraintTexts(shape.member)}]`] : broken;
    }
    case "map": {
      const entries = Object.entries(value as Record<string, string>);
      const broken = lengthBroken(entries.length, shape);
      if (entries.some(([key]) => stringConstraintsBroken(shape.key, key).length > 0)) {
        broken.push(`Map keys must satisfy constraint: [${constraintTexts(shape.key)}]`);
      }
      if (entries.some(([, item]) => stringConstraintsBroken(shape.value, item).length > 0)) {
        broken.push(`Map value must satisfy constraint: [${constraintTexts(shape.value)}]`);
      }
      return broken;
    }
    default:
      return [];
  }
}

function lengthBroken(length: number, { min = 0, max = Infinity }: { min?: number; max?: number }): string[] {
  if (length > max) return [atMost(max)];
  return length < min ? [atLeast(min)] : [];
}

function stringConstraintsBroken(shape: StringShape, value: string): string[] {
  const broken = lengthBroken(characters(value), shape);
  if (shape.maxBytes !== undefined && utf8Length(value) > shape.maxBytes) broken.push(atMost(shape.maxBytes));
  if (shape.pattern !== undefined && !compiled(shape.pattern).test(value)) broken.push(patternText(shape.pattern));
  if (shape.enum && !shape.enum.includes(value)) broken.push(enumText(shape.enum));
  const { reservedPrefix } = shape;
  if (reservedPrefix && value.toLowerCase().startsWith(reservedPrefix)) broken.push(reservedText(reservedPrefix));
  return broken;
}

const patternText = (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`;
const enumText = (values: readonly string[]) => `Member must satisfy enum value set: [${values.join(", ")}]`;
// The words are inferred. [F271]
const reservedText = (prefix: string) => `Member must not begin with ${prefix}`;

function constraintTexts(shape: Shape): string {
  if (shape.type !== "string") return "";
  const texts: string[] = [];
  if (shape.max !== undefined) texts.push(atMost(shape.max));
  if (shape.min !== undefined) texts.push(atLeast(shape.min));
  if (shape.pattern !== undefined) texts.push(patternText(shape.pattern));
  if (shape.reservedPrefix !== undefined) texts.push(reservedText(shape.reservedPrefix));
  return texts.join(", ");
}

/** A character beyond U+FFFF counts once, although it has two UTF-16 units. */
function characters(value: string): number {
  return /[\ud800-\udfff]/.test(value) ? [...value].length : value.length;
}

const patterns = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  let regExp = patterns.get(pattern);
  if (!regExp) {
    regExp = new RegExp(`^(?:${pattern})$`, "u");
    patterns.set(pattern, regExp);
  }
  return regExp;
}
