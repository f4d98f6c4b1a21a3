export * from "./log-destination";
export * from "./log-destination-policy";
export * from "./log-destination-ref";
export * from "./log-destination-target";
export * from "./log-subscriber";
