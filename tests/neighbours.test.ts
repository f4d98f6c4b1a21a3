import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type NeighbourAsker, type NeighbourRuleId, undeliverableTexts } from "@log-destinations/core/service";
import { TerraformStack, Testing } from "cdktf";
import { describe, expect, test } from "vitest";
import { remedyFor } from "../cdktf/src/private/neighbour-remedies.ts";
import { applySynthesized } from "./neighbours/apply-synthesized.ts";
import { constructCases, provide } from "./neighbours/construct-cases.ts";
import { providerCases, providerError } from "./neighbours/provider-cases.ts";
import { rows, serviceAnswer, serviceCases } from "./neighbours/service-cases.ts";

const notExecuted = ["InvalidParameterException", "Could not execute the lambda function."] as const;

/** Parts of the answers, as users and documents have them. Those of a test message are the same for all. */
const answers: Readonly<Record<string, readonly [code: string, message: string]>> = {
  "role-account": ["AccessDeniedException", "Cross-account role passing is not allowed."],
  "function-account": ["AccessDeniedException", "Cross-account lambda invocation passing is not allowed."],
  "function-region": notExecuted,
  "function-missing": notExecuted,
  "function-permission": notExecuted,
  "log-group-class": ["InvalidOperationException", "INFREQUENT_ACCESS"],
  "log-group-protection": ["ValidationException", "Cannot delete log group with deletion protection enabled."],
  "log-group-delivery-retention": ["InvalidParameterException", "DELIVERY"],
  "log-group-key-arn": ["InvalidParameterException", "1234abcd is not a valid key ARN"],
  "log-group-key-region": ["AccessDeniedException", "The specified KMS key does not exist or is not allowed"],
  "log-group-key-missing": ["InvalidParameterException", "does not exist or is disabled"],
  "log-group-key-state": ["InvalidParameterException", "does not exist or is disabled"],
  "log-group-key-kind": ["AccessDeniedException", "The specified KMS key does not exist or is not allowed"],
  "log-group-key-policy": [
    "AccessDeniedException",
    "The specified KMS key does not exist or is not allowed to be used with Arn " +
      "'arn:aws:logs:eu-west-1:111122223333:log-group:/app'",
  ],
};
const testMessage = ["InvalidParameterException", undeliverableTexts.destination] as const;

/** Why a test message cannot be delivered, as the service notes it. */
const reasons: Readonly<Record<string, string>> = {
  "stream-partition": "the stream is of the partition aws-cn, and eu-west-1 of aws",
  "role-partition": "the role is of the partition aws-cn, and eu-west-1 of aws",
  "stream-account": "the stream is of another account than",
  "stream-missing": "the stream does not exist",
  "stream-status": "the stream is DELETING",
  "delivery-stream-source": "reads from its source, KinesisStreamAsSource",
  "stream-key-state": "the key is PendingDeletion",
  "stream-key-kind": "the key is of the kind RSA_4096",
  "stream-key-policy": "the policy of arn:aws:kms:eu-west-1:111122223333:key/1234abcd does not let",
  "stream-key-permission": "none of its policies allows kms:GenerateDataKey",
  "role-form": "is not the ARN of a role",
  "role-missing": "the role does not exist",
  "role-trust": "its trust policy does not let CloudWatch Logs assume it",
  "role-boundary": "its permissions boundary does not allow kinesis:PutRecord",
  "role-permission": "none of its policies allows kinesis:PutRecord",
};

describe("the rules about neighbours", () => {
  test("are many, each with an id of its own", () => {
    const ids = rows.map(([id]) => id);
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test("rest on facts of the page", () => {
    const page = readFileSync(join(import.meta.dirname, "../docs/service-behaviour.md"), "utf8");
    const cited = rows.flatMap(([, { facts }]) => facts);
    expect(rows.filter(([, { facts }]) => facts.length === 0)).toEqual([]);
    expect(cited.filter((fact) => !page.includes(`| ${fact} |`))).toEqual([]);
  });

  test("say why somebody does not ask them", () => {
    const reasons = rows.flatMap(([, { notAskedBy }]) => Object.values(notAskedBy));
    expect(reasons.filter((reason) => !/^\w.{15,}\w\]?$/.test(reason))).toEqual([]);
  });
});

/** The ids of the rules that somebody says to ask. */
const askedBy = (asker: NeighbourAsker) =>
  rows.flatMap(([id, { notAskedBy }]) => (notAskedBy[asker] === undefined ? [id] : [])).sort();

describe("the service", () => {
  test("has a case for each rule that it asks, and none for another", () => {
    expect(Object.keys(serviceCases).sort()).toEqual(askedBy("service"));
  });

  test.each(Object.entries(serviceCases))("asks %s", async (id, breaking) => {
    expect(await serviceAnswer(breaking, false)).toEqual({ notes: [] });
    const { code, message, notes } = await serviceAnswer(breaking, true);
    const [expectedCode, part] = answers[id] ?? testMessage;
    expect({ code, message }).toEqual({ code: expectedCode, message: expect.stringContaining(part) });
    // The answer of a passed role says it all.
    expect(notes).toHaveLength(id === "role-account" ? 0 : 1);
    if (answers[id] === undefined) expect(notes[0]).toContain(reasons[id] ?? "a reason of this rule");
  });
});

/** Errors of the provider itself, which asks before it makes anything. */
const ofProvider: Readonly<Record<string, string>> = {
  "stream-encryption-key": "KMS Key ID required when setting encryption_type is not set as NONE",
  "delivery-stream-encryption-source": '"server_side_encryption": conflicts with kinesis_source_configuration',
  "stream-encryption-key-kind":
    "starting Kinesis Firehose Delivery Stream (archive) encryption: InvalidKMSResourceException: ",
  "stream-encryption-key-state": "starting Kinesis Stream (central) encryption: KMSDisabledException: ",
};

/** What is in the way of a synthesis; `undefined` where nothing is. */
function synthError(breaking: (typeof constructCases)[NeighbourRuleId] & {}, broken: boolean): string | undefined {
  const stack = new TerraformStack(Testing.app(), "stack");
  provide(stack);
  try {
    breaking(stack, broken);
    Testing.synth(stack, true);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

/** What is in the way of an apply of the same, not validated. */
async function applyError(breaking: (typeof constructCases)[NeighbourRuleId] & {}, broken: boolean) {
  const stack = new TerraformStack(Testing.app(), "stack");
  provide(stack);
  breaking(stack, broken);
  return applySynthesized(JSON.parse(Testing.synth(stack))).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

/** Reasons in which the constructs name something else. */
const shown: Readonly<Record<string, string>> = {
  "stream-key-state": "the key is Disabled",
  "stream-key-policy": "the policy of stack/aws_kms_key.Key does not let",
};

/** Refused by the constructor, so that nothing is left to be applied. */
const notMade = ["role-form"];
/** The real provider refuses to encrypt the stream before that. */
const earlier: Readonly<Record<string, string>> = {
  "stream-key-state": ofProvider["stream-encryption-key-state"] ?? "",
  "stream-key-kind": "starting Kinesis Stream (central) encryption: InvalidArgumentException: ",
};

describe("the constructs", () => {
  test("have a case for each rule that they ask, and none for another", () => {
    expect(Object.keys(constructCases).sort()).toEqual(askedBy("constructs"));
  });

  test.each(Object.entries(constructCases))("ask %s, as the service does", async (id, breaking) => {
    expect(synthError(breaking, false)).toBeUndefined();
    expect(await applyError(breaking, false)).toBeUndefined();
    const error = synthError(breaking, true);
    expect(error).toMatch(/ \[LD\d{4}\]/);
    if (notMade.includes(id)) return;
    expect(error).toContain(`${remedyFor(id as NeighbourRuleId)}\n`);
    if (reasons[id] !== undefined) expect(error).toContain(shown[id] ?? reasons[id]);
    expect(await applyError(breaking, true)).toContain(earlier[id] ?? (answers[id] ?? testMessage)[1]);
  });
});

describe("the provider", () => {
  test("has a case for each rule that it asks, and none for another", () => {
    expect(Object.keys(providerCases).sort()).toEqual(askedBy("provider"));
  });

  test.each(Object.entries(providerCases))("asks %s", async (id, breaking) => {
    expect(await providerError(breaking, false)).toBeUndefined();
    const error = await providerError(breaking, true);
    if (ofProvider[id] !== undefined) {
      expect(error).toContain(ofProvider[id]);
    } else {
      const [code, part] = answers[id] ?? testMessage;
      expect(error).toContain(`${code}: `);
      if (id !== "log-group-key-arn") expect(error).toContain(part);
    }
  });
});
