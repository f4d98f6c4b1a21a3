export { type DefaultChainOptions, fromDefaultChain } from "./credentials/default-chain.ts";
export { fromProviderChain, type ProviderChainOptions } from "./provider-chain.ts";
export { type SharedConfig, sharedConfig } from "./shared-config.ts";
export { type NodeFetchOptions, nodeFetch } from "./transport/node-fetch.ts";
