import { isLogsError, LogDestinationsClient, type LogsError } from "@log-destinations/core";
import { operations } from "@log-destinations/core/service";
import type { TerraformStack } from "cdktf";
import { describe, expect, it, vi } from "vitest";
import { owner, region } from "./local/wire.ts";
import {
  classesOfState,
  otherRooms,
  textsOfElsewhere,
  textsOfObjects,
  textsOfPatternsAlone,
  textsOfPolicyInForce,
  textsOfState,
} from "./refusals/beyond-requests.ts";
import { props, synthesize, withoutProp } from "./refusals/constructs.ts";
import { doesNotCompile, exceptions, type Wing } from "./refusals/exceptions.ts";
import { refusedFilterPatterns } from "./refusals/filter-patterns.ts";
import { answerTo, goodRequest, goodValues, operationsModelled } from "./refusals/good-requests.ts";
import { refusedPolicies } from "./refusals/policies.ts";
import type { Mistake, Refusal } from "./refusals/refusal.ts";
import {
  isText,
  type RefusalText,
  textsOfClientRefusals,
  textsOfFilterPatternErrors,
  textsOfRefusedPolicies,
  textsOfServiceErrors,
} from "./refusals/refusal-texts.ts";
import { brokenRequests } from "./refusals/requests.ts";
import { rulesBeyondTheTable } from "./refusals/rules.ts";

/**
 * Each refusal of the service that follows from the request alone, in three wings: the embedded service answers with it,
 * the client throws before it sends, a construct that has such a prop fails at synth.
 */
const refusals = [...brokenRequests, ...refusedPolicies, ...refusedFilterPatterns, ...rulesBeyondTheTable];
const refusalsOfClient = refusals.filter(({ operation }) => Object.hasOwn(operations, operation));
const mistakes = refusals.filter(({ kind }) => !doesNotCompile.includes(kind)).flatMap(mistakesOf);

function mistakesOf(refusal: Refusal): (Mistake & { refusal: Refusal })[] {
  const { operation, member, request, elsewhere = [] } = refusal;
  const value = (request as Record<string, unknown>)[member] as never;
  const refusing = (props[`${operation}.${member}`] ?? []).filter(({ takes }) => !takes?.test(String(value)));
  const own = refusing.map(({ name, make, says }) => ({
    prop: name,
    make: (stack: TerraformStack) => make(stack, value),
    says,
  }));
  return [...own, ...elsewhere].map((mistake) => ({ ...mistake, refusal }));
}

function isExcepted(wing: Wing, refusal: Refusal): boolean {
  return exceptions.some((exception) => exception.wing === wing && exception.covers(refusal));
}

/** The error of the client for a request; `undefined` where it sends it. */
async function errorOfClient({
  operation,
  request,
}: Pick<Refusal, "operation" | "request">): Promise<LogsError | undefined> {
  const fetch = vi.fn(async () => new Response("{}", { status: 400 }));
  const credentials = { accessKeyId: owner, secretAccessKey: "none" };
  const client = new LogDestinationsClient({ region, credentials, fetch, maxAttempts: 1 });
  const method = ((operation[0] ?? "").toLowerCase() + operation.slice(1)) as "putDestination";
  const error: unknown = await client[method](request as never).catch((error) => error);
  if (fetch.mock.calls.length > 0) return undefined;
  if (!isLogsError(error)) throw error;
  return error;
}

/** The error of a construct at synth; `undefined` where it has none. */
function errorOfConstruct({ make }: Mistake): Error | undefined {
  try {
    synthesize(make);
  } catch (error) {
    return error as Error;
  }
  return undefined;
}

const answers = new Map<Refusal, ReturnType<typeof answerTo>>();

function answerOf(refusal: Refusal): ReturnType<typeof answerTo> {
  const answer = answers.get(refusal) ?? answerTo(refusal.operation, refusal.request);
  answers.set(refusal, answer);
  return answer;
}

describe("a good request", () => {
  it.each(operationsModelled.map(([operation]) => operation))("%s is taken by the service", async (operation) => {
    expect(await answerTo(operation, goodRequest(operation))).toEqual({ status: 200, message: "" });
  });

  it.each(Object.keys(operations))("%s is sent by the client", async (operation) => {
    expect(await errorOfClient({ operation, request: goodRequest(operation) })).toBeUndefined();
  });

  it.each(Object.entries(props))("%s is taken by the constructs", (name, takers) => {
    const value = goodValues[name.split(".")[1] ?? ""] as never;
    for (const { make } of takers) synthesize((stack) => make(stack, value));
  });
});

describe("the service", () => {
  it.each(refusals.map((refusal) => [refusal.name, refusal] as const))("%s", async (_, refusal) => {
    const { status, message } = await answerOf(refusal);
    if (isExcepted("service", refusal)) {
      expect({ status, message }).toEqual({ status: 200, message: "" });
    } else {
      expect(status).toBe(400);
      expect(message.toLowerCase()).toContain((refusal.answer ?? refusal.member).toLowerCase());
    }
  });
});

describe("the client", () => {
  it.each(refusalsOfClient.map((refusal) => [refusal.name, refusal] as const))("%s", async (_, refusal) => {
    const error = await errorOfClient(refusal);
    if (isExcepted("client", refusal)) expect(error).toBeUndefined();
    else
      expect(error).toMatchObject({
        code: "InvalidParameterException",
        operation: refusal.operation,
        attempts: 0,
        message: expect.stringContaining(refusal.member),
      });
  });
});

describe("the constructs", () => {
  it.each(mistakes.map((mistake) => [mistake.prop, mistake.refusal.name, mistake] as const))(
    "%s: %s",
    (_, __, mistake) => {
      const error = errorOfConstruct(mistake);
      if (isExcepted("constructs", mistake.refusal)) expect(error).toBeUndefined();
      else expect(error?.message).toMatch(mistake.says);
    },
  );
});

describe("the sweep", () => {
  it("tells its refusals apart by their names", () => {
    const names = refusals.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("has no exception that is of no use, and for no refusal two", () => {
    for (const { covers, because } of exceptions) expect(refusals.filter(covers), because).not.toEqual([]);
    for (const refusal of refusals) {
      const reasons = exceptions.filter(({ covers }) => covers(refusal));
      expect(new Set(reasons.map(({ wing }) => wing)).size, refusal.name).toBe(reasons.length);
    }
  });

  it("has a prop of a construct for every member that Terraform sends, or a reason for none", () => {
    const members = (
      ["PutDestination", "PutDestinationPolicy", "PutSubscriptionFilter", "PutAccountPolicy"] as const
    ).flatMap((operation) => Object.keys(operations[operation].request).map((member) => `${operation}.${member}`));
    expect(members.filter((member) => !props[member] && !withoutProp[member])).toEqual([]);
    expect(Object.keys(withoutProp).filter((member) => props[member] || !members.includes(member))).toEqual([]);
  });

  it("reaches every text that the local service refuses with, but for those of its state", async () => {
    const messages = (await Promise.all(refusals.map(answerOf))).map(({ message }) => message);
    const texts = textsOfServiceErrors("local/src");
    const rooms = new Set(texts.map(roomOf));
    expect(Object.keys(otherRooms).filter((room) => !rooms.has(room))).toEqual([]);
    const own = texts.filter(
      (text) => !Object.hasOwn(otherRooms, roomOf(text)) && !classesOfState.includes(text.code ?? ""),
    );
    expect(unreached(own, messages)).toEqual([...Object.keys(textsOfState), ...Object.keys(textsOfElsewhere)].sort());
  });

  it.each([
    ["the rules for access policies", textsOfRefusedPolicies, textsOfPolicyInForce],
    ["the parser of filter patterns", textsOfFilterPatternErrors, textsOfPatternsAlone],
    ["the client's own refusals", textsOfClientRefusals, textsOfObjects],
  ])("reaches every text of %s, but for those of the state", async (_, texts, ofState) => {
    const answered = await Promise.all(refusals.map(answerOf));
    const thrown = await Promise.all(refusalsOfClient.map(errorOfClient));
    const messages = [...answered, ...thrown, ...mistakes.map(errorOfConstruct)].map((error) => error?.message ?? "");
    expect(unreached(texts(), messages)).toEqual(Object.keys(ofState).sort());
  });
});

function roomOf({ file }: RefusalText): string {
  return file.split("/")[2] ?? "";
}

function unreached(texts: readonly RefusalText[], messages: readonly string[]): string[] {
  return texts
    .filter((text) => !messages.some((message) => isText(text, message)))
    .map(({ text }) => text)
    .sort();
}
