import { destinationArn, parseArn } from "../arn.ts";
import { LogsError } from "../errors.ts";
import { tagKeyShape } from "../limits.ts";
import type { CallOptions, DestinationsApi } from "../operations/api.ts";
import { fitsShape } from "../operations/constraints.ts";
import { violations } from "../operations/validate.ts";
import type { Destination, PutDestinationRequest, Tags } from "../operations/wire-types.ts";
import { refuseUnknown, refuseWrongKind } from "../options.ts";
import { paginateDestinations } from "../pagination/paginators.ts";
import { samePolicy } from "../policy/compare.ts";
import type { PolicyContext, PolicyFinding } from "../policy/finding.ts";
import { refuseBadPolicy } from "../refusals/policy.ts";
import { refuseInvalid } from "../refusals/request.ts";
import { codeOf } from "./ensure-error.ts";
import {
  type ApiRegion,
  type EnsuredChanges,
  type EnsureOptions,
  type Ensuring,
  ensuring,
  whenReady,
} from "./ensuring.ts";
import { removing } from "./removing.ts";

/** A destination as it should be. */
export interface DesiredDestination {
  /** Its name: 1 to 512 characters, without `:` and `*`. */
  readonly destinationName: string;
  /** The ARN of a Kinesis data stream or a Firehose stream. */
  readonly targetArn: string;
  /** The ARN of the role that CloudWatch Logs assumes to write to the target. */
  readonly roleArn: string;
  /**
   * The access policy as JSON text.
   * @default an existing policy is left alone
   */
  readonly accessPolicy?: string | undefined;
  /**
   * The exact set of tags: other tags are removed, except those of AWS itself, `aws:…`.
   * @default tags are left alone
   */
  readonly tags?: Tags | undefined;
  /**
   * Allows going from a policy that names accounts to one that names an organization.
   * @default false
   */
  readonly forceUpdate?: boolean | undefined;
}

/** Something that was changed to make a destination as desired. */
export type DestinationChange =
  | { readonly what: "created"; readonly destination: Destination }
  /** Its target or role. */
  | { readonly what: "updated"; readonly destination: Destination; readonly before: Destination }
  | { readonly what: "policy"; readonly accessPolicy: string; readonly before: string | undefined }
  | { readonly what: "tags"; readonly added: Tags; readonly removed: readonly string[] };

/** Options of {@link ensureDestination}. */
export interface EnsureDestinationOptions extends EnsureOptions<DestinationChange> {
  /**
   * Called with each finding about an access policy that the service accepts: before anything is written, but for
   * findings that need the Region of a destination which is not there yet, over an `api` that has no `region`.
   */
  readonly onAdvice?: ((finding: PolicyFinding) => void) | undefined;
}

const knownMembers: Record<keyof DesiredDestination, true> = {
  destinationName: true,
  targetArn: true,
  roleArn: true,
  accessPolicy: true,
  tags: true,
  forceUpdate: true,
};
// Spread from those of every ensure function, they would stay in a bundle that does not use them.
const knownOptions: Record<keyof EnsureDestinationOptions, true> = {
  signal: true,
  propagationTimeout: true,
  onChange: true,
  onAdvice: true,
};

/** The result of {@link ensureDestination}. */
export interface EnsuredDestination extends EnsuredChanges<DestinationChange> {
  /** The destination as it is now. */
  readonly destination: Destination;
}

/**
 * The operations that {@link ensureDestination} needs: a client, the local service, the AWS SDK's client by
 * {@link fromSdk}, or anything of their shape. By the Region, where it has one, a policy is checked against the ARN that a
 * new destination will have.
 */
export type EnsureApi = Pick<
  DestinationsApi,
  | "putDestination"
  | "describeDestinations"
  | "putDestinationPolicy"
  | "listTagsForResource"
  | "tagResource"
  | "untagResource"
> & { readonly region?: ApiRegion };

/**
 * Makes a destination as desired, changing only what differs. Run twice, it changes nothing the second time.
 *
 * Everything that can be checked is checked before anything is written.
 * @throws EnsureError where something was changed before, and where a call failed; with the changes already made
 * @throws TypeError for an unknown member or option, and a `propagationTimeout` that is no whole number
 * @throws the reason of `options.signal`, as it is, where nothing was changed before
 */
export async function ensureDestination(
  api: EnsureApi,
  desired: DesiredDestination,
  options: EnsureDestinationOptions = {},
): Promise<EnsuredDestination> {
  refuseUnknown(desired, knownMembers, "member");
  refuseWrongKind("onAdvice", options.onAdvice, "function");
  return ensuring(options, knownOptions, async ({ changed, call }) => {
    const { destinationName, accessPolicy, forceUpdate = false, tags } = desired;
    refuseInvalid("PutDestination", putRequest(desired, true));
    if (tags) refuseUntaggable(destinationName);
    const before = await findDestination(api, destinationName, call);
    const checkPolicy = policyCheck(desired, options.onAdvice);
    checkPolicy(before ?? { arn: await futureArn(api, desired) });
    let destination = before;
    if (before?.targetArn !== desired.targetArn || before.roleArn !== desired.roleArn) {
      const request = putRequest(desired, before === undefined);
      const put = await whenReady(() => api.putDestination(request, call), options);
      destination = put.destination;
      await changed(before ? { what: "updated", destination, before } : { what: "created", destination });
      if (!before) checkPolicy(destination);
    }
    if (accessPolicy !== undefined && !samePolicy(destination?.accessPolicy ?? "", accessPolicy)) {
      await api.putDestinationPolicy({ destinationName, accessPolicy, ...(forceUpdate && { forceUpdate }) }, call);
      await changed({ what: "policy", accessPolicy, before: destination?.accessPolicy });
      destination = { ...(destination as Destination), accessPolicy };
    }
    const ensured = destination as Destination;
    if (tags) await setTags(api, ensured.arn, tags, before === undefined, { changed, call });
    return { destination: ensured };
  });
}

/**
 * Deletes a destination if it is there.
 * @returns whether it was, and also where an earlier attempt, whose answer was lost, may have deleted it
 */
export function removeDestination(
  api: Pick<DestinationsApi, "deleteDestination">,
  destinationName: string,
  options: CallOptions = {},
): Promise<boolean> {
  return removing(() => api.deleteDestination({ destinationName }, options));
}

/**
 * Finds a destination by its exact name.
 * @returns the destination; `undefined` where there is none
 */
export async function findDestination(
  api: Pick<DestinationsApi, "describeDestinations">,
  destinationName: string,
  { signal }: CallOptions = {},
): Promise<Destination | undefined> {
  // Of all names that begin with this one, it sorts first. [F45]
  const first = await paginateDestinations(
    (request, call) => api.describeDestinations(request, call),
    { DestinationNamePrefix: destinationName },
    { pageSize: 1, signal },
  ).first();
  return first?.destinationName === destinationName ? first : undefined;
}

/**
 * Checks the desired policy against what is known of its destination. It can be called again when more is known, and
 * hands on each finding once.
 */
function policyCheck(
  { accessPolicy, destinationName, forceUpdate = false }: DesiredDestination,
  onAdvice: ((finding: PolicyFinding) => void) | undefined,
): (destination: { readonly arn: string | undefined; readonly accessPolicy?: string | undefined }) => void {
  const given = new Set<string>();
  const once = (finding: PolicyFinding): void => {
    const { rule, where } = finding;
    const key = `${rule} ${where}`;
    if (given.has(key)) return;
    given.add(key);
    onAdvice?.(finding);
  };
  return ({ arn, accessPolicy: currentPolicy }) => {
    const context: PolicyContext = {
      destinationName,
      forceUpdate,
      ...(arn !== undefined && { destinationArn: arn }),
      ...(currentPolicy !== undefined && { currentPolicy }),
    };
    if (accessPolicy !== undefined) refuseBadPolicy(accessPolicy, context, once);
  };
}

/** The ARN that a new destination will have: it is in the account of its role [F37], in the Region of the client. */
async function futureArn(
  api: EnsureApi,
  { roleArn, destinationName }: DesiredDestination,
): Promise<string | undefined> {
  const region = await api.region;
  const { partition, account } = parseArn(roleArn) ?? {};
  if (region === undefined || partition === undefined || account === undefined) return undefined;
  return destinationArn({ partition, region, account, destinationName });
}

/** The operations on tags take fewer characters in an ARN than there may be in a name. [F90] */
function refuseUntaggable(destinationName: string): void {
  const resourceArn = destinationArn({ region: "r", account: "0", destinationName });
  if (violations("ListTagsForResource", { resourceArn }).length === 0) return;
  throw new LogsError(
    "InvalidParameterException",
    `destinationName is ${JSON.stringify(destinationName)}, and tags are read and changed only for names of letters, digits and _+=/,.@-; leave tags out, or choose another name [LD1601]`,
  );
}

function putRequest(
  { destinationName, targetArn, roleArn, tags }: DesiredDestination,
  withTags: boolean,
): PutDestinationRequest {
  const tagged = withTags && tags !== undefined && Object.keys(tags).length > 0;
  return { destinationName, targetArn, roleArn, ...(tagged && { tags }) };
}

/** A destination that seems to be new may have been there, with tags: DescribeDestinations shows it only later. */
async function setTags(
  api: EnsureApi,
  resourceArn: string,
  desired: Tags,
  isNew: boolean,
  { changed, call }: Ensuring<DestinationChange>,
): Promise<void> {
  const tags = await tagsOf(api, resourceArn, isNew, call);
  if (!tags) return;
  // The tags that AWS sets itself cannot be removed. [F25]
  const removed = Object.keys(tags).filter((key) => !Object.hasOwn(desired, key) && fitsShape(tagKeyShape, key));
  const added = Object.fromEntries(Object.entries(desired).filter(([key, value]) => tags[key] !== value));
  // Removals come first: old and new tags together may be more than the service allows. [F24]
  if (removed.length > 0) await api.untagResource({ resourceArn, tagKeys: removed }, call);
  if (removed.length > 0) await changed({ what: "tags", added: {}, removed });
  if (Object.keys(added).length > 0) await api.tagResource({ resourceArn, tags: added }, call);
  if (Object.keys(added).length > 0) await changed({ what: "tags", added, removed: [] });
}

/** The tags that are there; `undefined` where a new destination is not known yet to the operations on tags. */
async function tagsOf(
  api: EnsureApi,
  resourceArn: string,
  isNew: boolean,
  call: CallOptions,
): Promise<Tags | undefined> {
  try {
    return (await api.listTagsForResource({ resourceArn }, call)).tags;
  } catch (error) {
    if (isNew && codeOf(error) === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
