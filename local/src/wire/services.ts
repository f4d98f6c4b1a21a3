import { firehose } from "../firehose/firehose-model.ts";
import { iam } from "../iam/iam-model.ts";
import { kinesis } from "../kinesis/kinesis-model.ts";
import { logs } from "../logs/logs-model.ts";
import type { ServiceModel } from "../service/service-model.ts";
import { sts } from "../sts/sts-model.ts";
import type { WireRequest } from "./wire-request.ts";

/** The services of AWS that are modelled. */
export const models: readonly ServiceModel[] = [logs, kinesis, firehose, iam, sts];

/** The service that a request is for; `undefined` for one that is not modelled, or where the request does not say. */
export function serviceOf(request: WireRequest): ServiceModel | undefined {
  const target = request.header("x-amz-target");
  if (target !== undefined) {
    const [prefix] = target.split(".", 1);
    return models.find(({ protocol }) => protocol.kind === "json" && protocol.targetPrefix === prefix);
  }
  const name = signingNameOf(request);
  const found = models.find(({ signingName }) => signingName === name);
  return found?.protocol.kind === "query" ? found : undefined;
}

/** The service in the credential scope of a request. */
export function signingNameOf({ header }: WireRequest): string | undefined {
  return /Credential=[^/\s,]+\/\d{8}\/[^/\s,]+\/([^/\s,]+)\/aws4_request/.exec(header("authorization") ?? "")?.[1];
}
