import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type NeighbourAsker, undeliverableTexts } from "@log-destinations/core/service";
import { describe, expect, test } from "vitest";
import { providerCases, providerError } from "./neighbours/provider-cases.ts";
import { rows, serviceAnswer, serviceCases } from "./neighbours/service-cases.ts";
import { props, synthesize } from "./refusals/constructs.ts";

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

describe("the constructs", () => {
  const roleArn = "arn:aws:iam::111122223333:user/to-central";
  const made = props["PutDestination.roleArn"]?.map(({ name, make }) => [name, make] as const) ?? [];

  test("ask the form of a role's ARN alone", () => {
    expect(askedBy("constructs")).toEqual(["role-form"]);
  });

  test.each(made)("%s", (_, make) => {
    expect(() => synthesize((stack) => make(stack, roleArn.replace(":user/", ":role/") as never))).not.toThrow();
    expect(() => synthesize((stack) => make(stack, roleArn as never))).toThrow("roleArn");
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
