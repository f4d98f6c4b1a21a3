import { readFileSync } from "node:fs";
import { join } from "node:path";
import { undeliverableTexts } from "@log-destinations/core/service";
import { describe, expect, test } from "vitest";
import { rows, serviceAnswer, serviceCases } from "./neighbours/service-cases.ts";

/** Parts of the answers, as users and documents have them. Those of a test message are the same for all. */
const answers: Readonly<Record<string, readonly [code: string, message: string]>> = {
  "role-account": ["AccessDeniedException", "Cross-account role passing is not allowed."],
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

const asked = rows.filter(([, { notAskedBy }]) => notAskedBy.service === undefined);

describe("the service", () => {
  test("has a case for each rule that it asks, and none for another", () => {
    expect(Object.keys(serviceCases).sort()).toEqual(asked.map(([id]) => id).sort());
  });

  test.each(Object.entries(serviceCases))("asks %s", async (id, breaking) => {
    expect(await serviceAnswer(breaking, false)).toEqual({ notes: [] });
    const { code, message, notes } = await serviceAnswer(breaking, true);
    const [expectedCode, part] = answers[id] ?? testMessage;
    expect({ code, message }).toEqual({ code: expectedCode, message: expect.stringContaining(part) });
    // The answer of a passed role says it all.
    expect(notes).toHaveLength(id === "role-account" ? 0 : 1);
  });
});
