import { accountSubscriptions } from "./account-subscriptions.ts";
import { apps } from "./apps.ts";
import type { Contract } from "./contract.ts";
import { deliveries } from "./deliveries.ts";
import { destinations } from "./destinations.ts";
import { handOver } from "./hand-over.ts";
import { moves } from "./moves.ts";
import { policies } from "./policies.ts";
import { regional } from "./regions.ts";
import { roles } from "./roles.ts";
import { subscriptions } from "./subscriptions.ts";

/** Everything that the contract is made of, by name. */
export const contracts: Readonly<Record<string, Contract>> = {
  ...destinations,
  ...regional,
  ...deliveries,
  ...handOver,
  ...policies,
  ...subscriptions,
  ...accountSubscriptions,
  ...roles,
  ...apps,
  ...moves,
};
