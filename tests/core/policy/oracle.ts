/**
 * A second opinion: how IAM evaluates policies, written from the pages of its user guide alone, slowly, and over the JSON of
 * the documents. It shares no code with the package. Where the guide leaves an answer open, so does this.
 *
 * - Evaluation: reference_policies_evaluation-logic
 * - Resource, and wildcards in it: reference_policies_elements_resource
 * - Operators, IfExists, Null: reference_policies_elements_condition_operators
 * - Several values: reference_policies_condition-single-vs-multi-valued-context-keys
 * - Variables: reference_policies_variables
 */

export type Truth = "yes" | "no" | "open";
type Json = Record<string, unknown>;

/** A request as IAM sees it. */
export interface OracleRequest {
  /** The names that a policy can have for who asks, under `AWS` or under `Service`. */
  readonly caller: { readonly kind: "AWS" | "Service"; readonly names: readonly string[] };
  readonly action: string;
  /** None for a trust policy, whose statements have no Resource. */
  readonly resource?: string | undefined;
  /** The condition keys of the request, by their names in small letters. */
  readonly keys: ReadonlyMap<string, { readonly values: readonly string[]; readonly isList?: boolean | undefined }>;
  /** Identity-based policies have no principal: they are about the caller. */
  readonly identityBased?: boolean;
  /** Nothing but a Deny keeps this caller out. */
  readonly allowedByItself?: boolean;
  /** Are the variables of the keys replaced? Otherwise each is open. */
  readonly knowsVariables: boolean;
  /** What the operators of other types than String and Null do to the keys at hand is documented. */
  readonly knowsTypes: boolean;
}

export interface Opinion {
  readonly answer: Truth;
  /** A Deny applies, whatever is open. */
  readonly denied: boolean;
  /** The Allow statements that apply, whatever is open. */
  readonly allows: readonly Json[];
}

/** What the policies of a request come to: each statement that is open is taken both for one that applies and for none. */
export function opinionOn(policies: readonly string[], request: OracleRequest): Opinion {
  const judged = policies.flatMap((text) => {
    const { Version, Statement } = JSON.parse(text) as Json;
    return list(Statement).map((entry) => {
      const statement = entry as Json;
      return { statement, effect: statement.Effect, truth: applies(statement, Version, request) };
    });
  });
  const open = judged.filter(({ truth }) => truth === "open");
  const outcomes = new Set<boolean>();
  for (let world = 0; world < 2 ** open.length; world++) {
    const inForce = judged.filter(
      (one) => one.truth === "yes" || (one.truth === "open" && (world >> open.indexOf(one)) % 2 === 1),
    );
    const denied = inForce.some(({ effect }) => effect === "Deny");
    outcomes.add(!denied && (request.allowedByItself === true || inForce.some(({ effect }) => effect === "Allow")));
  }
  const sure = judged.filter(({ truth }) => truth === "yes");
  return {
    answer: outcomes.size > 1 ? "open" : outcomes.has(true) ? "yes" : "no",
    denied: sure.some(({ effect }) => effect === "Deny"),
    allows: sure.filter(({ effect }) => effect === "Allow").map(({ statement }) => statement),
  };
}

function applies(statement: Json, version: unknown, request: OracleRequest): Truth {
  const { Action, NotAction, Condition = {} } = statement;
  const conditions = Object.entries(Condition as Record<string, Json>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) =>
      conditionTruth(operator, key, list(values).map(String), version, request),
    ),
  );
  // Neither a principal nor an action has variables.
  const named = strings(Action ?? NotAction).some((name) => matcher(name, "[^]", "i").test(request.action));
  return every([
    request.identityBased ? "yes" : principalTruth(statement, request),
    NotAction === undefined ? truthOf(named) : truthOf(!named),
    request.resource === undefined ? "yes" : resourceTruth(statement, request.resource, version, request),
    ...conditions,
  ]);
}

function principalTruth({ Principal, NotPrincipal }: Json, { caller: { kind, names } }: OracleRequest): Truth {
  const named = (written: unknown): Truth => {
    if (written === undefined) return "no";
    const everybody = written === "*" || strings((written as Json).AWS).includes("*");
    // Whether "all principals" are services too is not said.
    if (everybody) return kind === "AWS" ? "yes" : "open";
    return truthOf(strings((written as Json)[kind]).some((name) => names.includes(name)));
  };
  return NotPrincipal === undefined ? named(Principal) : not(named(NotPrincipal));
}

/** The segments of an ARN are what its colons separate. A star at the end of one reaches over colons, no other does. */
function resourceTruth(statement: Json, resource: string, version: unknown, request: OracleRequest): Truth {
  const { Resource, NotResource } = statement;
  const named = strings(Resource ?? NotResource).map((written): Truth => {
    const pattern = resolve(written, version, request);
    if (pattern === undefined) return "open";
    const matches = matcher(pattern, "[^:]", "").test(resource);
    // There may be no wildcard where the service is named; what one does there is not said.
    const [, , service = ""] = pattern.split(":");
    return matches && /[*?]/.test(service) ? "open" : truthOf(matches);
  });
  return NotResource === undefined ? some(named) : not(some(named));
}

const literal = { "*": "\uE000", "?": "\uE001", $: "$" };

/** The text with its variables replaced, and the wildcards that stand for themselves marked; `undefined` if one is open. */
function resolve(text: string, version: unknown, { keys, knowsVariables }: OracleRequest): string | undefined {
  if (version !== "2012-10-17") return text;
  let open = false;
  const replaced = text.replace(/\$\{([^}]*)(\}?)/g, (_, name: string, end: string) => {
    const character = literal[name as keyof typeof literal];
    if (character !== undefined && end === "}") return character;
    const value = knowsVariables && end === "}" ? keys.get(name.toLowerCase()) : undefined;
    open ||= value === undefined || value.isList === true;
    return value?.values.join() ?? "";
  });
  return open ? undefined : replaced;
}

function matcher(pattern: string, within: string, flags: string): RegExp {
  const parts = pattern.split("").map((character, index) => {
    if (character === "*") return /^\**(:|$)/.test(pattern.slice(index)) ? "[^]*" : `${within}*`;
    if (character === "?") return within;
    return unmarked(character).replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, flags);
}

function unmarked(text: string): string {
  return text.replaceAll(literal["*"], "*").replaceAll(literal["?"], "?");
}

type Comparison = (pattern: string, value: string) => boolean;
const like: Comparison = (pattern, value) => matcher(pattern, "[^]", "").test(value);
const comparisons: Record<string, Comparison> = {
  StringEquals: (text, value) => unmarked(text) === value,
  StringEqualsIgnoreCase: (text, value) => unmarked(text).toLowerCase() === value.toLowerCase(),
  StringLike: like,
};
const typed: Record<string, Comparison> = {
  Bool: (text, value) => unmarked(text).toLowerCase() === value.toLowerCase(),
  ArnLike: (pattern, value) => {
    const parts = segmentsOf(value);
    return segmentsOf(pattern).every((part, index) => like(part, parts[index] ?? ""));
  },
};

function conditionTruth(
  operator: string,
  key: string,
  written: readonly string[],
  version: unknown,
  request: OracleRequest,
): Truth {
  const [, set, type = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const found = request.keys.get(key.toLowerCase());
  if (operator === "Null") {
    if (!written.every((value) => /^(true|false)$/.test(value))) return "open";
    return truthOf(written.includes(found === undefined ? "true" : "false"));
  }
  const negated = /Not/.test(type);
  const base = type.replace("Not", "").replace("ArnEquals", "ArnLike");
  const compare = comparisons[base] ?? (request.knowsTypes ? typed[base] : undefined);
  if (compare === undefined) return "open";
  const texts = written.map((text) => resolve(text, version, request));
  if (texts.includes(undefined)) return "open";
  if (!found) {
    if (ifExists !== undefined || set === "ForAllValues") return "yes";
    return truthOf(set === undefined && negated);
  }
  // A list of values needs one of the two.
  if (found.isList && set === undefined) return "open";
  const holds = (value: string) => texts.some((text) => compare(text as string, value)) !== negated;
  return truthOf(set === "ForAnyValue" ? found.values.some(holds) : found.values.every(holds));
}

/** The six parts of an ARN; the last may hold colons. */
function segmentsOf(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function every(truths: readonly Truth[]): Truth {
  if (truths.includes("no")) return "no";
  return truths.includes("open") ? "open" : "yes";
}

function some(truths: readonly Truth[]): Truth {
  return not(every(truths.map(not)));
}

function not(truth: Truth): Truth {
  return truth === "open" ? truth : truthOf(truth === "no");
}

function truthOf(holds: boolean): Truth {
  return holds ? "yes" : "no";
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function strings(value: unknown): string[] {
  return value === undefined ? [] : (list(value) as string[]);
}
