/**
 * What must not compile, and what must. `npm run check` fails where one of these lines does otherwise.
 */
import * as sdk from "@aws-sdk/client-cloudwatch-logs";
import type * as providers from "@aws-sdk/credential-providers";
import {
  assumeRole,
  type CredentialsProvider,
  type Destination,
  type DestinationsApi,
  ensureDestination,
  ensureSubscriptionFilter,
  fleetDestinations,
  fromSdk,
  isLogsError,
  LogDestinationsClient,
  type LogsError,
  type OperationName,
  paginateDestinations,
  type RequestOf,
  type ResponseOf,
  removeDestination,
} from "@log-destinations/core";
import { fromDefaultChain, fromProviderChain, type ProviderChainOptions } from "@log-destinations/core/node";

declare const client: LogDestinationsClient;
declare const destination: Destination;
const put = { destinationName: "central", targetArn: "arn:t", roleArn: "arn:r" };

export async function refused(error: unknown) {
  // @ts-expect-error a member's name of another API
  await client.describeDestinations({ destinationNamePrefix: "a" });
  // @ts-expect-error the role is missing
  await client.putDestination({ destinationName: "a", targetArn: "b" });
  // @ts-expect-error the wrong type
  await client.describeDestinations({ limit: "5" });
  // @ts-expect-error another type of policy has another document
  await client.deleteAccountPolicy({ policyName: "a", policyType: "RETENTION_POLICY" });
  // @ts-expect-error the service has no limit for account policies
  client.accountPolicies({ policyType: "SUBSCRIPTION_FILTER_POLICY" }, { pageSize: 5 });
  // @ts-expect-error not one of the two
  const distribution: RequestOf<"PutSubscriptionFilter">["distribution"] = "Even";
  // @ts-expect-error a result is not to be written to
  destination.roleArn = "other";
  // @ts-expect-error nor is a list in it
  (await client.describeDestinations()).destinations.push(destination);
  // @ts-expect-error there is no such option
  new LogDestinationsClient({ retries: 3 });
  // @ts-expect-error nor this one
  client.destinations({}, { limit: 5 });
  // @ts-expect-error paging members are no filter
  client.destinations({ nextToken: "t" });
  // @ts-expect-error a code is a text
  isLogsError(error, 400);
  // @ts-expect-error there is no such option of the chain, so the default profile would be taken
  fromProviderChain({ profle: "logging" });
  // @ts-expect-error nor of this one
  fromDefaultChain({ profle: "logging" });
  // @ts-expect-error the members of options begin with a small letter
  assumeRole({ RoleArn: "arn:aws:iam::111122223333:role/reader" });
  // @ts-expect-error a text is no switch
  new LogDestinationsClient({ useFipsEndpoint: "false" });
  return distribution;
}

export async function looped(pairs: { account: string; region: string }[], signal: AbortSignal | undefined) {
  let nextToken: string | undefined;
  do {
    ({ nextToken } = await client.describeDestinations({ nextToken }, { signal }));
  } while (nextToken !== undefined);
  const names: string[] = [];
  for await (const { pair, destination, error } of fleetDestinations(pairs, () => client)) {
    names.push(error ? `${pair.account}: ${error.message}` : destination.destinationName);
  }
  return names;
}

/** The AWS SDK's clients, as they are. */
export async function overTheSdk(all: sdk.CloudWatchLogs, bare: sdk.CloudWatchLogsClient) {
  const desired = { logGroupName: "g", filterName: "f", filterPattern: "", destinationArn: "d" };
  await ensureDestination(fromSdk(all), put);
  await ensureSubscriptionFilter(fromSdk(bare, sdk), desired);
  const { DescribeDestinationsCommand } = sdk;
  const lists = fromSdk(bare, { DescribeDestinationsCommand });
  for await (const { destination } of fleetDestinations([{ account: "1", region: "r" }], () => lists)) void destination;
  // @ts-expect-error the bare client has no methods
  fromSdk(bare);
  // @ts-expect-error its command was not given
  lists.deleteDestination({ destinationName: "central" });
  // @ts-expect-error so it cannot remove
  removeDestination(lists, "central");
  // @ts-expect-error no command at all
  fromSdk(bare, { Central: 1 });
  // @ts-expect-error another service's client has no such methods
  fromSdk({ putRecord: async () => ({}) });
}

export async function taken(api: DestinationsApi, error: unknown) {
  const { destination } = await api.putDestination(put);
  // What always comes back is never undefined.
  const name: string = destination.destinationName;
  const created: number = destination.creationTime;
  const policy: string | undefined = destination.accessPolicy;
  if (isLogsError(error, "ThrottlingException", "AccessDeniedException")) {
    const narrowed: LogsError<"ThrottlingException" | "AccessDeniedException"> = error;
    const code: "ThrottlingException" | "AccessDeniedException" = narrowed.code;
    return { name, created, policy, code };
  }
  // The service answers with codes that are not known in advance, as to client.call("CreateLogGroup", …).
  if (isLogsError(error, "ResourceAlreadyExistsException")) {
    const code: "ResourceAlreadyExistsException" = error.code;
    return { name, created, policy, code };
  }
  if (isLogsError(error)) {
    switch (error.code) {
      case "ThrottlingException":
      case "NetworkError":
        return error.retryable;
      default: {
        // So no switch is exhaustive.
        const other: string = error.code;
        // @ts-expect-error another code is left
        const none: never = error.code;
        return [other, none];
      }
    }
  }
  const items: { destinationName: string; color: string }[] = await paginateDestinations(async () => ({
    destinations: [{ destinationName: "a", color: "blue" }],
  })).toArray();
  return items;
}

type Command<Name extends OperationName> = InstanceType<(typeof sdk)[`${Name}Command`]>;
/** A value with all that may be left out. */
type Whole<T> = T extends readonly (infer Item)[]
  ? Whole<Item>[]
  : T extends object
    ? { [Member in keyof T]-?: Whole<Exclude<T[Member], undefined>> }
    : T;
/** Of the types of account policies, subscriptions alone are typed; no other has their document. [F173] */
type OfOneType = "PutAccountPolicy" | "DescribeAccountPolicies" | "DeleteAccountPolicy";
/** The operations whose types do not take every value, as of an enumeration, that the service's model has. */
type Narrower = {
  [Name in OperationName]: Whole<Command<Name>["input"]> extends RequestOf<Name>
    ? Whole<Awaited<ReturnType<ReturnType<Command<Name>["resolveMiddleware"]>>>["output"]> extends ResponseOf<Name>
      ? never
      : Name
    : Name;
}[Exclude<OperationName, OfOneType>];
export const none: [Narrower] extends [never] ? "none" : Narrower = "none";

/** Providers and options go to and fro between this package and the AWS SDK. */
export function exchanged(
  theirs: ReturnType<typeof providers.fromNodeProviderChain>,
  role: ReturnType<typeof providers.fromTemporaryCredentials>,
  key: ReturnType<typeof providers.fromEnv>,
) {
  const ours: CredentialsProvider[] = [theirs, role, key, fromDefaultChain(), assumeRole({ roleArn: "arn" })];
  const back: NonNullable<sdk.CloudWatchLogsClientConfig["credentials"]>[] = [
    fromDefaultChain(),
    fromProviderChain(),
    assumeRole({ roleArn: "arn" }),
  ];
  type Theirs = NonNullable<Parameters<typeof providers.fromNodeProviderChain>[0]>;
  type OnlyOurs = Exclude<keyof ProviderChainOptions, keyof Theirs>;
  const namesAreTheirs: [OnlyOurs] extends [never] ? true : OnlyOurs = true;
  return { ours, back, namesAreTheirs };
}
