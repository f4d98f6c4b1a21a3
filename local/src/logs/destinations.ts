import {
  checkAccessPolicy,
  type Destination,
  destinationArn,
  parseArn,
  type RequestOf,
  type ResponseOf,
} from "@log-destinations/core";
import { maxTags, undeliverableTexts } from "@log-destinations/core/service";
import { scopeOf } from "../addresses/scopes.ts";
import { policyAdvice } from "../delivery/denial-hints.ts";
import { sendTestMessage } from "../delivery/test-message.ts";
import { trustSource } from "../iam/trust-source.ts";
import type { Call } from "../service/call.ts";
import { listPage } from "../service/list-page.ts";
import { serviceError } from "../service/service-error.ts";
import { refuseRolePassing } from "./pass-role.ts";

export function putDestination(call: Call, request: RequestOf<"PutDestination">): ResponseOf<"PutDestination"> {
  const { caller, state, now } = call;
  const { destinationName, targetArn, roleArn, tags = {} } = request;
  const scope = scopeOf(caller);
  const existing = state.table("destinations").get(scope, destinationName);
  const merged = { ...existing?.tags, ...tags };
  if (Object.keys(merged).length > maxTags) {
    // The limit is documented; that this operation has this answer is inferred. [F24, F32]
    throw serviceError("InvalidParameterException", `The destination would have more than ${maxTags} tags.`);
  }
  if (parseArn(targetArn)?.service === "logs") {
    throw serviceError("InvalidParameterException", "Invalid destination. Vendor logs not supported.");
  }
  refuseRolePassing(caller, roleArn);
  const route = { owner: caller.account, roleArn, targetArn, source: trustSource(state, caller) };
  sendTestMessage(call, route, undeliverableTexts.destination);
  const destination: Destination = {
    destinationName,
    targetArn,
    roleArn,
    ...(existing?.destination.accessPolicy !== undefined && { accessPolicy: existing.destination.accessPolicy }),
    arn: destinationArn({ ...caller, destinationName }),
    creationTime: existing?.destination.creationTime ?? now,
  };
  state.put("destinations", scope, destinationName, { destination, tags: merged });
  return { destination };
}

export function describeDestinations(
  call: Call,
  { DestinationNamePrefix: prefix, nextToken, limit }: RequestOf<"DescribeDestinations">,
): ResponseOf<"DescribeDestinations"> {
  const table = call.state.table("destinations");
  const listing = { listing: `destinations/${prefix ?? ""}`, prefix, nextToken, limit };
  const { values, token } = listPage(call, table, scopeOf(call.caller), listing);
  return { destinations: values.map(({ destination }) => destination), ...token };
}

export function deleteDestination(
  { caller, state }: Call,
  { destinationName }: RequestOf<"DeleteDestination">,
): ResponseOf<"DeleteDestination"> {
  const scope = scopeOf(caller);
  if (!state.table("destinations").get(scope, destinationName)) {
    throw serviceError("ResourceNotFoundException", "The specified destination does not exist.");
  }
  state.delete("destinations", scope, destinationName);
  return {};
}

export function putDestinationPolicy(
  { caller, state, settings }: Call,
  { destinationName, accessPolicy, forceUpdate = false }: RequestOf<"PutDestinationPolicy">,
): ResponseOf<"PutDestinationPolicy"> {
  const scope = scopeOf(caller);
  const existing = state.table("destinations").get(scope, destinationName);
  // That a missing destination is reported before a bad policy is inferred. [F53]
  if (!existing) {
    throw serviceError("InvalidParameterException", `Destination with name ${destinationName} does not exist`);
  }
  const { destination, tags } = existing;
  const current = destination.accessPolicy === undefined ? {} : { currentPolicy: destination.accessPolicy };
  const findings = checkAccessPolicy(accessPolicy, { ...current, forceUpdate, destinationName });
  const refused = findings.filter(({ severity }) => severity === "refused");
  if (refused[0]?.answer !== undefined)
    throw serviceError("InvalidParameterException", refused[0].answer, 400, refused);
  const record = { destination: { ...destination, accessPolicy }, tags };
  state.put("destinations", scope, destinationName, record);
  // The service accepts such a policy in silence, and denies subscribers without a reason. [F65]
  for (const line of policyAdvice(record)) settings.note(line);
  return {};
}
