import { LocalLogs, type LocalLogsOptions, type RoleDeclaration } from "@log-destinations/local";
import { afterEach, expect } from "vitest";
import { noteId, refusal, role, send, stream } from "./wire.ts";

export const undeliverable = refusal(
  "InvalidParameterException",
  "Could not deliver test message to specified destination. Check if the destination is valid.",
);

export const trustFor = (more: object = {}) => ({
  Statement: [{ Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole", ...more }],
});
export const mayPut = { Statement: { Effect: "Allow", Action: "kinesis:PutRecord", Resource: stream } };
export const good: RoleDeclaration = { trust: trustFor(), permissions: { put: mayPut } };

const everyNote: string[] = [];
afterEach(() => {
  for (const line of everyNote.splice(0)) expect(line).toMatch(noteId);
});

/** A service that knows only declared roles and streams, with one stream, one role, its notes and PutDestination. */
export function strictService(declared: RoleDeclaration | undefined, options: LocalLogsOptions = {}) {
  const notes: string[] = [];
  const local = new LocalLogs({ strict: true, onNote: (line) => everyNote.push(line) && notes.push(line), ...options });
  local.control.declare({ streams: { [stream]: {} }, ...(declared && { roles: { [role]: declared } }) });
  const put = (more: object = {}) =>
    send(local, "PutDestination", { destinationName: "central", targetArn: stream, roleArn: role, ...more });
  return { local, notes, put };
}
