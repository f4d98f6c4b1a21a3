import type { Shape, StringShape } from "./shape.ts";

/** The values of a shape, in words. */
export function describeShape(shape: Shape): string {
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
      return `a list of ${range(shape)}items, each ${describeShape(shape.member)}`;
    case "structure":
      return "an object";
  }
}

function describeString(shape: StringShape): string {
  const { min, max, maxBytes, pattern, patternInWords, reservedPrefix, enum: values, inWords } = shape;
  if (inWords) return inWords;
  if (values) return `one of ${values.join(", ")}`;
  const length = max === undefined && maxBytes === undefined ? (min ? "a string, not empty" : "a string") : undefined;
  const bounds = maxBytes === undefined ? `${min ?? 0} to ${max} characters` : `${min ?? 0} to ${maxBytes} bytes`;
  const words = patternInWords ?? (pattern && `matching ${pattern}`);
  const text = [length ?? bounds, words].filter(Boolean).join(" ");
  return reservedPrefix === undefined ? text : `${text}, not beginning with ${reservedPrefix}`;
}

function range({ min, max }: { min?: number; max?: number }): string {
  return max === undefined ? "" : `${min ?? 0} to ${max} `;
}

/** A value as an error shows it: short, and never a whole document. */
export function showValue(value: unknown): string {
  const text = typeof value === "string" || typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}… (${text.length} characters)`;
}
