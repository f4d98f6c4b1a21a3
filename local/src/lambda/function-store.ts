import { Buffer } from "node:buffer";
import type { FunctionAddress } from "@log-destinations/core/service";
import { everywhere } from "../addresses/scopes.ts";
import { isKept } from "../kinesis/record-store.ts";
import type { Call } from "../service/call.ts";
import type { FunctionRecord, InvocationRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";
import type { FunctionInvocation } from "./invocation.ts";

/** The ARN of a function without a qualifier. */
export function unqualifiedArn({ arn, qualifier }: FunctionAddress): string {
  return qualifier === undefined ? arn : arn.slice(0, -qualifier.length - 1);
}

export function findFunction(state: State, address: FunctionAddress): FunctionRecord | undefined {
  return state.table("functions").get(everywhere, unqualifiedArn(address));
}

/** Makes a function, or replaces it. Its invocations stay. */
export function putFunction(state: State, arn: string, record: FunctionRecord): void {
  state.put("functions", everywhere, arn, record);
}

/** Removes a function with its invocations, so that it is missing from then on. One that does not exist is passed over. */
export function removeFunction(state: State, address: FunctionAddress, time: number): void {
  const arn = unqualifiedArn(address);
  if (findFunction(state, address)) {
    state.delete("functions", everywhere, arn);
    state.put("removed", everywhere, arn, { time });
  }
  for (const [name] of state.table("invocations").named(arn, { limit: Infinity }))
    state.delete("invocations", arn, name);
}

/** Records the invocation of a function, to be read for as long as a record of a stream. */
export function recordInvocation(call: Call, target: FunctionAddress, data: Uint8Array): void {
  const { state, sequence, now, invocations } = call;
  const scope = unqualifiedArn(target);
  for (const [name, record] of state.table("invocations").named(scope, { limit: 100 })) {
    if (isKept(record, now)) break;
    state.delete("invocations", scope, name);
  }
  const record = { functionArn: target.arn, data: Buffer.from(data).toString("base64"), time: now };
  state.put("invocations", scope, sequence.next(now), record);
  invocations.push(invocationOf(record));
}

/** The invocations of a function that can still be read, in their order; with a qualifier, those of that version or alias. */
export function invocationsOf(state: State, address: FunctionAddress, now: number): FunctionInvocation[] {
  return state
    .table("invocations")
    .all(unqualifiedArn(address))
    .filter((record) => isKept(record, now))
    .filter(({ functionArn }) => address.qualifier === undefined || functionArn === address.arn)
    .map(invocationOf);
}

function invocationOf({ functionArn, data, time }: InvocationRecord): FunctionInvocation {
  return { functionArn, event: { awslogs: { data } }, time };
}
