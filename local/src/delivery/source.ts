import type { Source } from "../iam/role.ts";
import { everywhere } from "../state/records.ts";
import type { State } from "../state/state.ts";

/** An account in a Region with what was declared of it. */
export function sourceOf(state: State, { account, region }: { account: string; region: string }): Source {
  return { account, region, ...state.table("accounts").get(everywhere, account) };
}
