import { isLogsError } from "@log-destinations/core";
import { expect, it } from "vitest";
import { callerAs } from "../../../local/src/control/access-keys.ts";
import { logs } from "../../../local/src/logs/logs-model.ts";
import { Dispatcher } from "../../../local/src/service/dispatcher.ts";
import type { ModelledOperation } from "../../../local/src/service/service-model.ts";
import { State } from "../../../local/src/state/state.ts";
import { goodRequest, goodValues } from "../../refusals/good-requests.ts";
import { owner, region } from "../wire.ts";

/** The members of its request that an operation reads, each by its name. */
function membersRead({ handle }: ModelledOperation): Set<string> {
  const read = new Set<string>();
  const request = new Proxy<Record<string, unknown>>(
    {},
    {
      get(_, member) {
        read.add(String(member));
        return member === "nextToken" ? undefined : goodValues[String(member)];
      },
    },
  );
  const watched: ModelledOperation = {
    members: {},
    unmodelled: {},
    handle: (call) => handle(call, request as never),
  };
  const settings = { strict: false, propagation: 0, quotas: false, note: () => {}, invoke: () => {} };
  const dispatcher = new Dispatcher(new State(), settings, Date.now);
  const caller = callerAs({ account: owner, region });
  dispatcher.run(logs, "PutDestination", goodRequest("PutDestination"), caller);
  try {
    dispatcher.run({ ...logs, operations: { Watched: watched } }, "Watched", {}, caller);
  } catch (error) {
    if (!isLogsError(error)) throw error;
  }
  return read;
}

it.each(Object.entries(logs.operations))("%s reads each member that is not refused by name", (_, operation) => {
  const read = membersRead(operation);
  const modelled = Object.keys(operation.members).filter((member) => !Object.hasOwn(operation.unmodelled, member));
  expect(modelled.filter((member) => !read.has(member))).toEqual([]);
});
