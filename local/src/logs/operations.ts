import { type OperationName, operations, type RequestOf, type ResponseOf } from "@log-destinations/core";
import type { Call } from "../service/call.ts";
import type { Endpoint, Handled } from "../service/operation.ts";
import { deleteDestination, describeDestinations, putDestination, putDestinationPolicy } from "./destinations.ts";

type Handlers = {
  readonly [Name in OperationName]?: (call: Call, request: RequestOf<Name>) => ResponseOf<Name>;
};

const handlers: Handlers = {
  PutDestination: putDestination,
  DescribeDestinations: describeDestinations,
  DeleteDestination: deleteDestination,
  PutDestinationPolicy: putDestinationPolicy,
};

function handled(): Record<string, Handled> {
  const entries = Object.entries(handlers).map(([name, handle]): [string, Handled] => [
    name,
    { members: operations[name as OperationName].request, handle },
  ]);
  return Object.fromEntries(entries);
}

export const logs: Endpoint = {
  target: "Logs_20140328",
  signingName: "logs",
  invalid: "InvalidParameterException",
  operations: handled(),
};
