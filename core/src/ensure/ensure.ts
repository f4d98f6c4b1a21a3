import { pause } from "../abortable.ts";
import { destinationArn } from "../arn.ts";
import { isLogsError, LogsError } from "../errors.ts";
import { tagKeyShape } from "../limits.ts";
import type { CallOptions, DestinationsApi } from "../operations/api.ts";
import { fitsShape } from "../operations/constraints.ts";
import { violations } from "../operations/validate.ts";
import type { Destination, PutDestinationRequest, Tags } from "../operations/wire-types.ts";
import { refuseUnknown, wholeNumber } from "../options.ts";
import { paginateDestinations } from "../pagination/paginators.ts";
import { samePolicy } from "../policy/compare.ts";
import type { PolicyContext, PolicyFinding } from "../policy/finding.ts";
import { refuseBadPolicy } from "../refusals/policy.ts";
import { refuseInvalid } from "../refusals/request.ts";
import { isRolePropagationError } from "../role-propagation.ts";

/** A destination as it should be. */
export interface DesiredDestination {
  readonly destinationName: string;
  readonly targetArn: string;
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

export interface EnsureOptions extends CallOptions {
  /**
   * Milliseconds to go on trying while the service cannot use the role or the target yet: IAM takes seconds to
   * spread a new role. [F35]
   * @default 120000
   */
  readonly propagationTimeout?: number | undefined;
  /** Called with each change as it is made. */
  readonly onChange?: ((change: DestinationChange) => void) | undefined;
  /** Called with each finding about an access policy that the service accepts. */
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
const knownOptions: Record<keyof EnsureOptions, true> = {
  signal: true,
  propagationTimeout: true,
  onChange: true,
  onAdvice: true,
};

/** The result of {@link ensureDestination}. */
export interface EnsuredDestination {
  /** The destination as it is now. */
  readonly destination: Destination;
  /** What was changed, in order; empty where everything was as desired. */
  readonly changes: readonly DestinationChange[];
}

/** The operations that {@link ensureDestination} needs: a client, the local service, or anything of their shape. */
export type EnsureApi = Pick<
  DestinationsApi,
  | "putDestination"
  | "describeDestinations"
  | "putDestinationPolicy"
  | "listTagsForResource"
  | "tagResource"
  | "untagResource"
>;

/** `ensureDestination` failed after some of its changes, `changes`. `cause` is the error of the call that failed. */
export class EnsureDestinationError extends LogsError {
  readonly changes: readonly DestinationChange[];

  constructor(cause: Error, changes: readonly DestinationChange[]) {
    super(cause.name, cause.message, { ...cause, cause });
    this.changes = changes;
  }
}

/**
 * Makes a destination as desired, changing only what differs. Run twice, it changes nothing the second time.
 *
 * Everything that can be checked is checked before anything is written.
 * @throws EnsureDestinationError where a call fails with a `LogsError`, with the changes already made
 * @throws TypeError for an unknown member or option, and a `propagationTimeout` that is no whole number
 * @throws the reason of `options.signal`, as it is
 */
export async function ensureDestination(
  api: EnsureApi,
  desired: DesiredDestination,
  options: EnsureOptions = {},
): Promise<EnsuredDestination> {
  const { propagationTimeout, signal } = options;
  refuseUnknown(desired, knownMembers, "member");
  refuseUnknown(options, knownOptions);
  if (propagationTimeout !== Infinity) wholeNumber("propagationTimeout", propagationTimeout, 0);
  const changes: DestinationChange[] = [];
  const changed = (change: DestinationChange): void => {
    changes.push(change);
    options.onChange?.(change);
    signal?.throwIfAborted();
  };
  try {
    refuseInvalid("PutDestination", putRequest(desired, true));
    if (desired.tags) refuseUntaggable(desired.destinationName);
    const before = await findDestination(api, desired.destinationName, options);
    const { accessPolicy, forceUpdate = false } = desired;
    if (accessPolicy !== undefined) refuseBadPolicy(accessPolicy, contextOf(desired, before), options.onAdvice);
    let destination = before;
    if (before?.targetArn !== desired.targetArn || before.roleArn !== desired.roleArn) {
      destination = await putWhenReady(api, desired, before === undefined, options);
      changed(before ? { what: "updated", destination, before } : { what: "created", destination });
    }
    if (accessPolicy !== undefined && !samePolicy(destination?.accessPolicy ?? "", accessPolicy)) {
      const request = { destinationName: desired.destinationName, accessPolicy, ...(forceUpdate && { forceUpdate }) };
      await api.putDestinationPolicy(request, options);
      changed({ what: "policy", accessPolicy, before: destination?.accessPolicy });
      destination = { ...(destination as Destination), accessPolicy };
    }
    const ensured = destination as Destination;
    if (desired.tags && before) await setTags(api, ensured.arn, desired.tags, changed, options);
    return { destination: ensured, changes };
  } catch (error) {
    throw isAnswer(error) ? new EnsureDestinationError(error, changes) : error;
  }
}

/**
 * Deletes a destination if it is there.
 * @returns whether it was
 */
export async function removeDestination(
  api: Pick<DestinationsApi, "deleteDestination">,
  destinationName: string,
  options: CallOptions = {},
): Promise<boolean> {
  try {
    await api.deleteDestination({ destinationName }, options);
    return true;
  } catch (error) {
    if (!isLogsError(error, "ResourceNotFoundException")) throw error;
    // An earlier attempt may have deleted it and lost its answer.
    return error.earlier.some(({ status = 500 }) => status < 300 || status >= 500);
  }
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

function contextOf(
  { destinationName, forceUpdate = false }: DesiredDestination,
  before: Destination | undefined,
): PolicyContext {
  return {
    destinationName,
    forceUpdate,
    ...(before && { destinationArn: before.arn }),
    ...(before?.accessPolicy !== undefined && { currentPolicy: before.accessPolicy }),
  };
}

/** Is it an error of a call, of this package or of the AWS SDK? */
function isAnswer(error: unknown): error is Error {
  return isLogsError(error) || (error instanceof Error && error.name.endsWith("Exception"));
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

const firstWait = 1000;
const longestWait = 8000;

/** The service has the same error for a role that is wrong and for one that is too young. [F34, F35] */
async function putWhenReady(
  api: EnsureApi,
  desired: DesiredDestination,
  isNew: boolean,
  { propagationTimeout = 120_000, signal }: EnsureOptions,
): Promise<Destination> {
  const end = performance.now() + propagationTimeout;
  const request = putRequest(desired, isNew);
  for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 2)) {
    try {
      return (await api.putDestination(request, signal ? { signal } : {})).destination;
    } catch (error) {
      if (!isRolePropagationError(error) || performance.now() + wait > end) throw error;
      await pause(wait, signal);
    }
  }
}

function putRequest(
  { destinationName, targetArn, roleArn, tags }: DesiredDestination,
  withTags: boolean,
): PutDestinationRequest {
  const tagged = withTags && tags !== undefined && Object.keys(tags).length > 0;
  return { destinationName, targetArn, roleArn, ...(tagged && { tags }) };
}

async function setTags(
  api: EnsureApi,
  resourceArn: string,
  desired: Tags,
  changed: (change: DestinationChange) => void,
  options: EnsureOptions,
): Promise<void> {
  const { tags } = await api.listTagsForResource({ resourceArn }, options);
  // The tags that AWS sets itself cannot be removed. [F25]
  const removed = Object.keys(tags).filter((key) => !Object.hasOwn(desired, key) && fitsShape(tagKeyShape, key));
  const added = Object.fromEntries(Object.entries(desired).filter(([key, value]) => tags[key] !== value));
  // Removals come first: old and new tags together may be more than the service allows. [F24]
  if (removed.length > 0) await api.untagResource({ resourceArn, tagKeys: removed }, options);
  if (removed.length > 0) changed({ what: "tags", added: {}, removed });
  if (Object.keys(added).length > 0) await api.tagResource({ resourceArn, tags: added }, options);
  if (Object.keys(added).length > 0) changed({ what: "tags", added, removed: [] });
}
