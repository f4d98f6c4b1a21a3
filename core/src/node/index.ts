export { type NodeFetchOptions, nodeFetch } from "./node-fetch.ts";
export { fromProviderChain, type ProviderChainOptions } from "./provider-chain.ts";
