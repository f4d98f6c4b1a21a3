export { readLenientJson } from "./lenient-json.ts";
export { CreatedNotInState } from "./lifecycle/created-not-in-state.ts";
export { isOwnershipMark } from "./ownership-mark.ts";
export { type Plugin, startPlugin } from "./plugin.ts";
export type { LocalEndpoint } from "./provider-configuration.ts";
