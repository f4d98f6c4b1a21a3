import { isObject } from "../json.ts";
import { policyBytes } from "../policy/limits.ts";
import type { OperationName } from "./shapes.ts";
import { operations, type Shape, type StringShape } from "./table.ts";

/** One member of a request that the service would refuse. */
export interface Violation {
  /** The member and where it stands: `limit`, `tags`, within a list of structures `logEvents.1.member.message`. */
  member: string;
  /** The rule that it breaks, in the service's words: `Member must have value less than or equal to 50`. */
  constraint: string;
  /** What is wrong, with the value got and what was expected, for a person. */
  message: string;
}

/**
 * Checks a request against the operation's constraints.
 *
 * @param request a request, or whatever stands in its place; members set to `undefined` count as absent
 * @returns every violation, in the order of the operation's members; empty for a request that the service would take.
 * Members that the operation does not know are not judged here, see {@link unknownMembers}.
 */
export function violations(operation: OperationName, request: object): Violation[] {
  return memberViolations(operations[operation].request, request);
}

/** Checks an object against the shapes of its members, as {@link violations} checks a request. */
export function memberViolations(members: Readonly<Record<string, Shape>>, object: object): Violation[] {
  return violationsWithin("", { type: "structure", members }, object);
}

/** The violations in the structures that a value of the right type is or holds. `path` goes before their members. */
function violationsWithin(path: string, shape: Shape, value: unknown): Violation[] {
  switch (shape.type) {
    case "structure": {
      const given = value as Record<string, unknown>;
      const found: Violation[] = [];
      for (const name in shape.members)
        found.push(...checkMember(path + name, shape.members[name] as Shape, given[name]));
      return found;
    }
    case "list": {
      const items = value as unknown[];
      return items.flatMap((item, index) => violationsWithin(`${path}${index + 1}.member.`, shape.member, item));
    }
    default:
      return [];
  }
}

/** A member that an operation does not have. */
export interface UnknownMember {
  member: string;
  /** The one that was likely meant. */
  meant?: string;
}

/** The members of a request that the operation does not have. */
export function unknownMembers(operation: OperationName, request: object): UnknownMember[] {
  const known = operations[operation].request;
  return Object.keys(request)
    .filter((member) => !Object.hasOwn(known, member))
    .map((member) => {
      const plain = member.toLowerCase().replaceAll("_", "");
      const meant = Object.keys(known).find((candidate) => candidate.toLowerCase() === plain);
      return meant === undefined ? { member } : { member, meant };
    });
}

function checkMember(member: string, shape: Shape, value: unknown): Violation[] {
  if (value === undefined || value === null) {
    if (!shape.required) return [];
    const message = `${member} is missing; expected ${describe(shape)}`;
    return [{ member, constraint: "Member must not be null", message }];
  }
  if (!hasType(shape, value)) {
    const message = `${member} is ${show(value)}; expected ${describe(shape)}`;
    return [{ member, constraint: `Member must be of type ${shape.type}`, message }];
  }
  const own = constraintsBroken(shape, value).map((constraint) => ({
    member,
    constraint,
    message: `${member} is ${show(value)}; expected ${describe(shape)}`,
  }));
  return [...own, ...violationsWithin(`${member}.`, shape, value)];
}

function hasType(shape: Shape, value: unknown): boolean {
  switch (shape.type) {
    case "string":
    case "boolean":
      return typeof value === shape.type;
    case "integer":
      return Number.isSafeInteger(value);
    case "list":
      return Array.isArray(value) && value.every((item) => hasType(shape.member, item));
    case "map":
      return isObject(value) && Object.values(value).every((item) => hasType(shape.value, item));
    case "structure":
      return isObject(value);
  }
}

const atMost = (bound: number) => `Member must have length less than or equal to ${bound}`;
const atLeast = (bound: number) => `Member must have length greater than or equal to ${bound}`;

/** The constraints that a value of the right type breaks, in the service's words. */
function constraintsBroken(shape: Shape, value: unknown): string[] {
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
  if (shape.maxBytes !== undefined && policyBytes(value) > shape.maxBytes) broken.push(atMost(shape.maxBytes));
  if (shape.pattern !== undefined && !compiled(shape.pattern).test(value)) broken.push(patternText(shape.pattern));
  if (shape.enum && !shape.enum.includes(value)) broken.push(enumText(shape.enum));
  return broken;
}

const patternText = (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`;
const enumText = (values: readonly string[]) => `Member must satisfy enum value set: [${values.join(", ")}]`;

function constraintTexts(shape: Shape): string {
  if (shape.type !== "string") return "";
  const texts: string[] = [];
  if (shape.max !== undefined) texts.push(atMost(shape.max));
  if (shape.min !== undefined) texts.push(atLeast(shape.min));
  if (shape.pattern !== undefined) texts.push(patternText(shape.pattern));
  return texts.join(", ");
}

/** Of two halves each is a character beyond U+FFFF. */
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

/** What a shape takes, for a person. */
function describe(shape: Shape): string {
  switch (shape.type) {
    case "integer":
      return `a whole number${shape.min === undefined ? "" : ` from ${shape.min} to ${shape.max ?? "2^53-1"}`}`;
    case "boolean":
      return "true or false";
    case "string":
      return describeString(shape);
    case "map":
      return `an object of ${range(shape)}entries; keys: ${describeString(shape.key)}; values: ${describeString(shape.value)}`;
    case "list":
      return `a list of ${range(shape)}items, each ${describe(shape.member)}`;
    case "structure":
      return "an object";
  }
}

function describeString({ min, max, maxBytes, pattern, patternInWords, enum: values }: StringShape): string {
  if (values) return `one of ${values.join(", ")}`;
  const length = max === undefined && maxBytes === undefined ? (min ? "a string, not empty" : "a string") : undefined;
  const bounds = maxBytes === undefined ? `${min ?? 0} to ${max} characters` : `${min ?? 0} to ${maxBytes} bytes`;
  const words = patternInWords ?? (pattern && `matching ${pattern}`);
  return [length ?? bounds, words].filter(Boolean).join(" ");
}

function range({ min, max }: { min?: number; max?: number }): string {
  return max === undefined ? "" : `${min ?? 0} to ${max} `;
}

/** A value as a person can read it in an error: short, and never a whole document. */
function show(value: unknown): string {
  const text = typeof value === "string" || typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}… (${text.length} characters)`;
}
