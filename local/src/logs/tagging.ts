import { parseArn, type RequestOf, type ResponseOf, type Tags } from "@log-destinations/core";
import { maxTags } from "@log-destinations/core/service";
import { scopeOf } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";

/** A resource with its tags. */
interface Tagged {
  readonly tags: Tags;
  put(tags: Tags): void;
}

/**
 * @throws LogsError `ValidationException` for a text that is no ARN, `ResourceNotFoundException` where the caller's
 * account and Region have no such resource; the words of the latter are inferred [F88]
 */
function find({ caller, state }: Call, resourceArn: string): Tagged {
  const arn = parseArn(resourceArn);
  const [, kind, name] = /^(destination|log-group):([^:*]+)$/.exec(arn?.resource ?? "") ?? [];
  if (arn?.service !== "logs" || name === undefined) throw serviceError("ValidationException", "Invalid resourceArn");
  const scope = scopeOf(caller);
  const own = scopeOf(arn) === scope;
  const table = kind === "destination" ? "destinations" : "logGroups";
  const found = own ? state.table(table).get(scope, name) : undefined;
  if (!found) throw serviceError("ResourceNotFoundException", "The specified resource does not exist.");
  return { tags: found.tags, put: (tags) => state.put(table, scope, name, { ...found, tags } as never) };
}

export function listTagsForResource(
  call: Call,
  { resourceArn }: RequestOf<"ListTagsForResource">,
): ResponseOf<"ListTagsForResource"> {
  return { tags: find(call, resourceArn).tags };
}

export function tagResource(call: Call, request: RequestOf<"TagResource">): ResponseOf<"TagResource"> {
  const resource = find(call, request.resourceArn);
  const tags = { ...resource.tags, ...request.tags };
  if (Object.keys(tags).length > maxTags) {
    throw serviceError("TooManyTagsException", `The resource would have more than ${maxTags} tags.`);
  }
  resource.put(tags);
  return {};
}

export function untagResource(call: Call, request: RequestOf<"UntagResource">): ResponseOf<"UntagResource"> {
  const resource = find(call, request.resourceArn);
  const kept = Object.entries(resource.tags).filter(([key]) => !request.tagKeys.includes(key));
  resource.put(Object.fromEntries(kept));
  return {};
}
