export { type Identity, LocalLogs, type LocalLogsOptions } from "./local-logs.ts";
export type { WireAnswer, WireRequest } from "./wire/handler.ts";
