import { selectionCriteria } from "@log-destinations/core";
import type { StreamAddress } from "@log-destinations/core/service";
import { scopeOf } from "../addresses/scopes.ts";
import { findStream } from "../kinesis/stream-store.ts";
import type { Call } from "../service/call.ts";

/** The name that the console gives to the log group of a Firehose stream's errors. [F382] */
const errorsOf = ({ name }: StreamAddress): string => `/aws/kinesisfirehose/${name}`;

/**
 * The log groups of the caller that the pipeline behind a stream logs into, where the stream is its own: those that are
 * declared, and the one of Firehose's errors where there is one. Each delivery from there makes more to deliver. [F224, F226]
 */
export function logGroupsOfPipeline({ caller, state }: Call, target: StreamAddress): readonly string[] {
  if (target.account !== caller.account || target.region !== caller.region) return [];
  const declared = findStream(state, target)?.pipelineLogGroups ?? [];
  const errors = errorsOf(target);
  const more =
    target.service === "firehose" &&
    !declared.includes(errors) &&
    state.table("logGroups").get(scopeOf(target), errors);
  return more ? [...declared, errors] : declared;
}

/**
 * Why nothing of a log group is delivered, and how to be rid of the loop.
 * @param excluded the log groups that an account policy leaves out; none for a filter
 */
export function loopText(call: Call, target: StreamAddress, excluded?: ReadonlySet<string>): string {
  const remedy = excluded ? leaveOut([...excluded, ...logGroupsOfPipeline(call, target)]) : "delete the filter";
  return `the pipeline behind ${target.arn} logs into it, and on AWS each delivery from there would make the next; ${remedy} [LD3235]`;
}

/** Criteria replace the ones before, so that they name all log groups; those that are too long come with the reason. */
function leaveOut(logGroups: readonly string[]): string {
  try {
    return `leave the log group out by its selection criteria: ${selectionCriteria(logGroups)}`;
  } catch (error) {
    return (error as TypeError).message;
  }
}
