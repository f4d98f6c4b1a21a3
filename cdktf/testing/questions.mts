import {
  accountIdPattern,
  destinationNameShape,
  distributions,
  filterNameShape,
  filterPatternShape,
  logGroupNameShape,
  organizationIdPattern,
  organizationPathPattern,
  regionPattern,
} from "../../core/src/limits.ts";
import { fitsShape } from "../../core/src/operations/constraints.ts";
import type { StringShape } from "../../core/src/operations/shape.ts";
import { hasToken } from "./terraform-text.mts";

/**
 * The values that a question may have. One that no stack and no sender can have makes every negated test pass, so that it
 * is refused in both.
 */
interface Form {
  readonly expected: string;
  fits(value: unknown): boolean;
}

const textThat = (expected: string, fits: (text: string) => boolean): Form => ({
  expected,
  fits: (value) => typeof value === "string" && (hasToken(value) || fits(value)),
});
const shaped = (expected: string, shape: StringShape) => textThat(expected, (text) => fitsShape(shape, text));

const accountId: Form = { expected: "12 digits", fits: (value) => accountIdPattern.test(textOf(value)) };
const organization: Form = {
  expected: "an id such as o-a1b2c3d4e5",
  fits: (value) => organizationIdPattern.test(textOf(value)),
};
const organizationPath: Form = {
  expected: "the path of one account's parent, such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/",
  fits: (value) => /^[^*]*\/r-[^*]*\/$/.test(textOf(value)) && organizationPathPattern.test(textOf(value)),
};
const region = textThat("a Region such as eu-west-1", (text) => regionPattern.test(text));
const provider = textThat("aws, or aws.ALIAS", (text) => /^aws(\.[\w-]+)?$/.test(text));
const destinationName = shaped("the name of a destination, without : and *", destinationNameShape);
const filterName = shaped("the name of a filter, without : and *", filterNameShape);
const logGroupName = shaped("the name of a log group", logGroupNameShape);
const filterPattern = shaped("a filter pattern of at most 1,024 characters", filterPatternShape);
const distribution = textThat(distributions.join(" or "), (text) =>
  (distributions as readonly string[]).includes(text),
);
const arn = textThat("an ARN", (text) => /^arn:[\w-]+:[\w-]+:/.test(text));
const text = textThat("a text", () => true);
const flag: Form = { expected: "true or false", fits: (value) => typeof value === "boolean" };
const switched: Form = {
  expected: "true, false or an expression",
  fits: (value) => flag.fits(value) || isToken(value),
};
const listOf = ({ expected, fits }: Form): Form => ({
  expected: `a list, each of it ${expected}`,
  fits: (value) => isToken(value) || (Array.isArray(value) && value.every((item) => isMatcher(item) || fits(item))),
});
const anything: Form = { expected: "anything", fits: () => true };

const onAllResources = {
  region,
  provider,
  ...{ count: anything, depends_on: anything, for_each: anything, lifecycle: anything },
  ...{ connection: anything, provisioner: anything },
};

/** What is never left out, so that `undefined` means a value that the test lacks. */
interface Question {
  readonly members: Readonly<Record<string, Form>>;
  readonly always: readonly string[];
  /** The value may be a matcher of the runner, such as `expect.stringMatching(…)`. */
  readonly matched?: boolean;
}

const organized = { account: accountId, organization, organizationPath };

/** Each question of the kit. Resources have the attributes that Terraform is given; `arn` and `id` are never among them. */
export const questions = {
  sender: {
    members: { ...organized, role: flag, accountLevel: flag, destination: destinationName, region, provider },
    always: ["account"],
  },
  line: {
    members: { ...organized, logGroupName, message: text, region, provider },
    always: ["account", "logGroupName"],
  },
  accountSubscription: {
    members: {
      policyName: text,
      destinationArn: arn,
      filterPattern,
      distribution,
      roleArn: arn,
      excludeLogGroups: listOf(logGroupName),
      region,
      provider,
    },
    always: ["policyName", "destinationArn", "filterPattern", "excludeLogGroups", "provider"],
    matched: true,
  },
  aws_cloudwatch_log_destination: {
    members: {
      name: destinationName,
      role_arn: arn,
      target_arn: arn,
      tags: anything,
      tags_all: anything,
      ...onAllResources,
    },
    always: ["name", "role_arn", "target_arn"],
    matched: true,
  },
  aws_cloudwatch_log_subscription_filter: {
    members: {
      name: filterName,
      log_group_name: logGroupName,
      destination_arn: arn,
      filter_pattern: filterPattern,
      role_arn: arn,
      distribution,
      emit_system_fields: listOf(text),
      apply_on_transformed_logs: switched,
      ...onAllResources,
    },
    always: ["name", "log_group_name", "destination_arn", "filter_pattern"],
    matched: true,
  },
} as const satisfies Record<string, Question>;

/** @throws TypeError for a question that nothing can fit */
export function refuseBadQuestion(kind: keyof typeof questions, asked: unknown): void {
  const wrong = misfit(questions[kind], asked);
  if (wrong !== undefined) throw new TypeError(`${wrong} [LD2715]`);
}

function misfit({ members, always, matched }: Question, asked: unknown): string | undefined {
  const names = Object.keys(members).join(", ");
  if (typeof asked !== "object" || asked === null || Array.isArray(asked)) {
    return `expected an object with ${names}, got ${shown(asked)}`;
  }
  const values = asked as Record<string, unknown>;
  const needed = matched ? [] : always;
  for (const name of new Set([...Object.keys(values), ...needed])) {
    const form = Object.hasOwn(members, name) ? members[name] : undefined;
    if (form === undefined) return `${name} is not known; expected ${names}`;
    const value = values[name];
    const fits = value === undefined ? !always.includes(name) : (matched && isMatcher(value)) || form.fits(value);
    if (!fits) return `${name} is ${shown(value)}; expected ${form.expected}`;
  }
  const { organization: id, organizationPath: path } = values;
  return typeof id === "string" && typeof path === "string" && !path.startsWith(`${id}/`)
    ? `organizationPath is ${shown(path)}; expected one in ${id}`
    : undefined;
}

/** What a runner makes to stand for many values. */
export function isMatcher(value: unknown): value is { asymmetricMatch(actual: unknown): boolean } {
  return typeof (value as { asymmetricMatch?: unknown } | null)?.asymmetricMatch === "function";
}

function isToken(value: unknown): boolean {
  return typeof value === "string" && hasToken(value);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function shown(value: unknown): string {
  if (typeof value === "string" || Array.isArray(value)) return JSON.stringify(value);
  return typeof value === "number"
    ? `the number ${value}`
    : typeof value === "object" && value
      ? "an object"
      : `${value}`;
}
