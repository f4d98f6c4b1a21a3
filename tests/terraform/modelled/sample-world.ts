import type { LocalLogs } from "../../../local/src/local-logs.ts";

/** What the samples of arguments refer to, two of each kind. */
export const account = "111122223333";
export const region = "eu-west-1";

type Two = readonly [string, string];
const two = (of: (n: 1 | 2) => string): Two => [of(1), of(2)];

export const roleNames: Two = two((n) => `writer-${n}`);
export const roleArns: Two = two((n) => `arn:aws:iam::${account}:role/writer-${n}`);
/** Roles of which one resource says what they have, and no other. */
export const exclusiveRoleNames: Two = two((n) => `exclusive-${n}`);
export const policyArns: Two = two((n) => `arn:aws:iam::${account}:policy/allow-${n}`);
/** For one resource that says to whom they are attached, and no other. */
export const exclusivePolicyArns: Two = two((n) => `arn:aws:iam::${account}:policy/exclusive-${n}`);
export const streamArns: Two = two((n) => `arn:aws:kinesis:${region}:${account}:stream/target-${n}`);
export const keyIds: Two = two((n) => `1234abcd-12ab-34cd-56ef-00000000000${n}`);
export const keyArns: Two = two((n) => `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-00000000000${n}`);
/** Keys for a resource that writes their policies. */
export const policyKeyIds: Two = two((n) => `1234abcd-12ab-34cd-56ef-00000000001${n}`);
export const destinationNames: Two = two((n) => `destination-${n}`);
export const logGroupNames: Two = two((n) => `/group/${n}`);

const trust = {
  Statement: [{ Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const allow = (Action: string) => ({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const keyPolicy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }] };

const all = <Entry>(names: readonly string[], entry: Entry): Record<string, Entry> =>
  Object.fromEntries(names.map((name) => [name, entry]));

/** Makes all that the samples refer to. */
export async function makeSampleWorld(local: LocalLogs): Promise<void> {
  local.control.declare({
    policies: {
      ...all([...policyArns, ...exclusivePolicyArns], { document: allow("kinesis:*") }),
    },
    roles: {
      ...all(roleArns, { trust, permissions: { write: allow("*") } }),
      ...all(
        exclusiveRoleNames.map((name) => `arn:aws:iam::${account}:role/${name}`),
        { trust, permissions: { first: allow("kinesis:*"), second: allow("firehose:*") } },
      ),
    },
    streams: all(streamArns, {}),
    keys: all([...keyArns, ...policyKeyIds.map((id) => `arn:aws:kms:${region}:${account}:key/${id}`)], {
      policy: keyPolicy,
    }),
    logGroups: all(
      logGroupNames.map((name) => `arn:aws:logs:${region}:${account}:log-group:${name}`),
      {},
    ),
  });
  const api = local.as({ account, region });
  for (const destinationName of destinationNames) {
    await api.putDestination({ destinationName, roleArn: roleArns[0], targetArn: streamArns[0] });
  }
}
