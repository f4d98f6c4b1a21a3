import type { Shape } from "@log-destinations/core/service";
import type { ModelledOperation, Unmodelled } from "../../local/src/service/service-model.ts";
import { brokenMembers } from "./broken-values.ts";
import { goodRequest, goodValues, operationsModelled } from "./good-requests.ts";
import type { Refusal } from "./refusal.ts";

/** What follows from the tables of operations: each constraint of each member, broken by itself. */
export const brokenRequests: readonly Refusal[] = operationsModelled.flatMap(([operation, model]) => [
  ...["text", ["a"], 7, null].map((request) => noObject(operation, request)),
  ...brokenMembers(model.members, goodRequest(operation), goodValues).map(({ member, how, ...broken }) => ({
    ...broken,
    name: `${operation} ${member} ${how}`,
    operation,
    member,
  })),
  ...notModelled(operation, model),
  ...unknownMembers(operation, model),
]);

function noObject(operation: string, request: unknown): Refusal {
  const name = `${operation} of ${JSON.stringify(request)}`;
  return { name, operation, request, member: "the request", kind: "missing", answer: "the body is not" };
}

function notModelled(operation: string, { members, unmodelled }: ModelledOperation): Refusal[] {
  return Object.keys(unmodelled).map((member) => ({
    name: `${operation} ${member}, which is not modelled`,
    operation,
    request: { ...goodRequest(operation), [member]: goodValues[member] ?? otherThan(unmodelled[member]) },
    member,
    kind: "not modelled",
    answer: members[member] ? member : `${member} is not modelled`,
  }));
}

function otherThan(accepted: Unmodelled[string]): unknown {
  return typeof accepted === "boolean" ? !accepted : "anything";
}

function unknownMembers(operation: string, { members }: { members: Readonly<Record<string, Shape>> }): Refusal[] {
  const respelled = Object.keys(members).map((member) =>
    /^[a-z]/.test(member)
      ? member.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
      : (member[0] ?? "").toLowerCase() + member.slice(1),
  );
  const unknown = [...respelled.filter((member) => !Object.hasOwn(members, member)), "madeUp"];
  return unknown.map((member) => ({
    name: `${operation} with a member ${member}`,
    operation,
    request: { ...goodRequest(operation), [member]: "a" },
    member,
    kind: "unknown member",
  }));
}
