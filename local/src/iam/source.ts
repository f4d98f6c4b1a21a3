import { everywhere, type Location } from "../addresses/scopes.ts";
import type { State } from "../state/state.ts";
import type { Source } from "./role.ts";

/** An account in a Region with what was declared of it. */
export function sourceOf(state: State, { account, region }: Location): Source {
  return { account, region, ...state.table("accounts").get(everywhere, account) };
}
