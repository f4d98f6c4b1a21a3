export { KeptResources } from "./kept/kept-resources.ts";
export { readLenientJson } from "./lenient-json.ts";
export { CreatedNotInState } from "./lifecycle/created-not-in-state.ts";
export { HeldNotes } from "./order/held-notes.ts";
export { isOwnershipMark } from "./ownership-mark.ts";
export { type Plugin, startPlugin } from "./plugin.ts";
export { defaultAccount, type LocalEndpoint } from "./provider-configuration.ts";
export { tagVariablesIn } from "./provider-tags.ts";
export { otherMajorVersion, type ProviderVersions } from "./schema/provider-versions.ts";
