/** The system fields that a subscription filter can add to the log events. [F393] */
export const systemFields = ["@aws.account", "@aws.region", "@source.log"] as const;

/** The system fields of log events, by name. */
export type SystemFields = Readonly<Record<"@aws.account" | "@aws.region", string>>;

/** Does a filter with these criteria send a log event with such fields? */
export type FieldSelection = (fields: SystemFields) => boolean;

const blank = /\s+/y;
const comparison =
  /(@aws\.(?:account|region))\s*(?:(!?=)\s*("[^"]*")|\s(NOT\s+)?IN\s*\[\s*("[^"]*"(?:\s*,\s*"[^"]*")*)\s*\])/iy;
const joint = /(AND|OR)(?=\s)/iy;

/**
 * Reads the criteria by which a subscription filter selects log events: comparisons of system fields, joined by `AND` and
 * `OR`. [F396, F397]
 * @returns the test of the fields of a log event; `undefined` for a text of another form
 */
export function parseFieldSelectionCriteria(text: string): FieldSelection | undefined {
  let at = 0;
  const next = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    const found = form.exec(text);
    at = found ? form.lastIndex : at;
    return found;
  };
  /** One of them has to hold, and in it each comparison. */
  const alternatives: FieldSelection[][] = [[]];
  next(blank);
  for (;;) {
    const compared = next(comparison);
    if (!compared) return undefined;
    alternatives.at(-1)?.push(conditionOf(compared));
    next(blank);
    if (at === text.length) break;
    const [, word] = next(joint) ?? [];
    if (word === undefined) return undefined;
    if (word.toUpperCase() === "OR") alternatives.push([]);
    next(blank);
  }
  return (fields) => alternatives.some((conditions) => conditions.every((condition) => condition(fields)));
}

function conditionOf([, field = "", operator, value = "", not, values = ""]: RegExpExecArray): FieldSelection {
  const name = field.toLowerCase() as keyof SystemFields;
  const texts = [...(operator === undefined ? values : value).matchAll(/"([^"]*)"/g)].map(([, text]) => text);
  const excludes = operator === "!=" || not !== undefined;
  return (fields) => texts.includes(fields[name]) !== excludes;
}
