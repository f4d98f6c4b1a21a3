export * from "./log-destination";
export * from "./log-destination-policy";
export * from "./log-destination-ref";
export * from "./log-destination-target";
export * from "./log-subscriber";
export * from "./log-subscription";
export * from "./log-subscription-role";
export * from "./regional-log-destinations";
