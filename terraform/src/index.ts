export { readLenientJson } from "./lenient-json.ts";
export { Unclaimed } from "./lifecycle/orphans.ts";
export { isMarked } from "./ownership-mark.ts";
export { type Plugin, startPlugin } from "./plugin.ts";
