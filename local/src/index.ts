export type { Control, DeclareOptions, ReceivedRecord } from "./control/control.ts";
export type {
  AccessKeyDeclaration,
  AccountDeclaration,
  CallerDeclaration,
  CallerIdentity,
  Declarations,
  DeclaredKey,
  DeclaredPolicy,
  DeclaredRole,
  FunctionDeclaration,
  KeyDeclaration,
  LogGroupDeclaration,
  PolicyDeclaration,
  PolicyDocument,
  RoleDeclaration,
  StreamDeclaration,
  Withdrawal,
} from "./control/declarations.ts";
export { uniqueId } from "./iam/unique-id.ts";
export type { FunctionInvocation, LogsEvent } from "./lambda/invocation.ts";
export type { LocalApi } from "./local-api.ts";
export { LocalLogs, type LocalLogsOptions } from "./local-logs.ts";
export type { DeliveryStreamSource, StreamStatus } from "./state/records.ts";
export type { Change, Storage } from "./state/state.ts";
export type { DecodedInvocation, DecodedRecord, PageRange } from "./steering/arrivals.ts";
export type { SteeredClock } from "./steering/clock.ts";
export type { Note } from "./steering/note-log.ts";
export type { ClockReading, ClockTime, Duration } from "./steering/operations.ts";
export type { Snapshot } from "./steering/snapshot.ts";
export type {
  Topology,
  TopologyAccount,
  TopologyDestination,
  TopologyStream,
  TopologySubscription,
} from "./steering/topology.ts";
export type { WireAnswer } from "./wire/wire-answer.ts";
export type { WireRequest } from "./wire/wire-request.ts";
