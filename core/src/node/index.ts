export { fromProviderChain } from "./credentials.ts";
export { type NodeFetchOptions, nodeFetch } from "./transport.ts";
