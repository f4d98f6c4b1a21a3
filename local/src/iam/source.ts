import type { TrustSource } from "@log-destinations/core/service";
import { everywhere, type Location } from "../addresses/scopes.ts";
import type { State } from "../state/state.ts";

/** An account in a Region with what was declared of it. */
export function sourceOf(state: State, { account, region }: Location): TrustSource {
  return { account, region, ...state.table("accounts").get(everywhere, account) };
}
