import { selectionCriteria } from "@log-destinations/core";
import { logGroupOfDeliveryStream, parseStreamArn, type StreamAddress } from "@log-destinations/core/service";
import { scopeOf, streamScope } from "../addresses/scopes.ts";
import { findStream } from "../kinesis/stream-store.ts";
import type { Call } from "../service/call.ts";
import type { State } from "../state/state.ts";

/**
 * The log groups of the caller that the pipeline behind a stream logs into, where the stream is its own: those of the
 * stream and of the Firehose streams that read it. Each delivery from there makes more to deliver. [F224, F226]
 */
export function logGroupsOfPipeline({ caller, state }: Call, target: StreamAddress): readonly string[] {
  if (target.account !== caller.account || target.region !== caller.region) return [];
  const streams = [target, ...readersOf(state, target)];
  return [...new Set(streams.flatMap((stream) => logGroupsOf(state, stream)))];
}

/** The Firehose streams that read a Kinesis data stream; they are in its account and Region. */
function readersOf(state: State, stream: StreamAddress): StreamAddress[] {
  if (stream.service !== "kinesis") return [];
  return state
    .table("streams")
    .all(streamScope("firehose", stream))
    .filter(({ kinesisStreamArn }) => kinesisStreamArn === stream.arn)
    .flatMap(({ arn }) => parseStreamArn(arn) ?? []);
}

/** Those that are declared, and the one of Firehose's errors where there is one. */
function logGroupsOf(state: State, stream: StreamAddress): readonly string[] {
  const declared = findStream(state, stream)?.pipelineLogGroups ?? [];
  const errors = logGroupOfDeliveryStream(stream.name);
  const hasErrors = stream.service === "firehose" && state.table("logGroups").get(scopeOf(stream), errors);
  return hasErrors ? [...declared, errors] : declared;
}

/** A subscription of a log group that the pipeline behind its own target logs into. */
interface Loop {
  /** In words, with its name. */
  readonly subscription: string;
  readonly logGroup: string;
  /** The log groups that an account policy leaves out; none for a filter. */
  readonly excluded?: ReadonlySet<string> | undefined;
}

/** Notes that nothing of a log group is delivered, why, and how to be rid of the loop. */
export function noteLoop(call: Call, target: StreamAddress, { subscription, logGroup, excluded }: Loop): void {
  const remedy = excluded ? leaveOut([...excluded, ...logGroupsOfPipeline(call, target)]) : "delete the filter";
  call.settings.note(
    `${subscription} delivers nothing of ${logGroup}: the pipeline behind ${target.arn} logs into it, and on AWS each ` +
      `delivery from there would make the next; ${remedy} [LD3235]`,
  );
}

/** Criteria replace the ones before, so that they name all log groups; those that are too long come with the reason. */
function leaveOut(logGroups: readonly string[]): string {
  try {
    return `leave the log group out by its selection criteria: ${selectionCriteria(logGroups)}`;
  } catch (error) {
    return (error as TypeError).message;
  }
}
