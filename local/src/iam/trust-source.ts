import type { TrustSource } from "@log-destinations/core/service";
import { everywhere, type Location } from "../addresses/scopes.ts";
import type { State } from "../state/state.ts";

/** An account in a Region, with its declared organization: the source on whose behalf a role is assumed. */
export function trustSource(state: State, { account, region }: Location): TrustSource {
  return { account, region, ...state.table("accounts").get(everywhere, account) };
}
