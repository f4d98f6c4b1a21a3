export { type NodeFetchOptions, nodeFetch } from "./node-fetch.ts";
export { fromProviderChain } from "./provider-chain.ts";
