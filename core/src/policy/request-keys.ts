import { parseArn, parseStreamArn } from "../arn.ts";
import { partitionOf } from "../partitions.ts";
import type { AssumeRoleRequest, InvokeRequest, RoleRequest, SessionRequest, SessionRole } from "./role-request.ts";
import { viaService } from "./role-request.ts";

/** A value in the parts that its colons separate; an unknown part is `undefined`. */
export type KeyValue = readonly (string | undefined)[];

/** The value of a condition key in a request; `absent` where no such request has the key, `unknown` where it may. */
export type Carried = KeyValue | "absent" | "unknown";

type Carrier<Request> = Carried | ((request: Request, member: string) => Carried);

/** A condition key, and what each request of CloudWatch Logs carries for it. */
interface RequestKey {
  /** As IAM's documentation writes it. A name that ends in `/` or `:` is that of a family, one key for each member. */
  readonly name: string;
  readonly multivalued?: true;
  /** Its value is `true` or `false`, and `Bool` compares it. */
  readonly boolean?: true;
  /** `sts:AssumeRole`, by the service principal. */
  readonly assume: Carrier<Pick<AssumeRoleRequest, "source">>;
  /**
   * `lambda:InvokeFunction`, by the service principal.
   * @default as `assume`
   */
  readonly invoke?: Carrier<InvokeRequest>;
  /** `PutRecord`, with the role's session. */
  readonly put: Carrier<SessionRequest>;
  /**
   * `kms:GenerateDataKey` of Kinesis, with the role's session.
   * @default as `put`
   */
  readonly generate?: Carrier<SessionRequest>;
}

/** Some value: that the request has one is all that can be said. */
const someValue: KeyValue = [undefined];

const keys: readonly RequestKey[] = [
  // The source of a request that a service principal makes itself. A request with a role's session has none. [F282]
  {
    name: "aws:SourceArn",
    // The account and Region are documented [F113]; which resource of the account it is, is not. [F115]
    assume: ({ source: { account, region } }) => [
      "arn",
      region === undefined ? undefined : partitionOf(region).name,
      "logs",
      region,
      account,
      undefined,
    ],
    // [F386, F387]
    invoke: ({ source: { account, region = "" }, logGroup }) => [
      ...["arn", partitionOf(region).name, "logs", region, account],
      logGroup === undefined ? "log-group:*" : `log-group:${logGroup}:*`,
    ],
    put: "absent",
  },
  { name: "aws:SourceAccount", assume: ({ source }) => [source.account], put: "absent" },
  // That the service fills in the organization is inferred. [F117]
  { name: "aws:SourceOrgID", assume: ({ source }) => organizationOf(source), put: "absent" },
  { name: "aws:SourceOrgPaths", multivalued: true, assume: ({ source }) => pathOf(source), put: "absent" },

  // Who makes the request: a service principal [F287], or the session of a role [F286].
  { name: "aws:PrincipalArn", assume: "unknown", put: ({ role }) => role.arn.split(":") },
  { name: "aws:PrincipalAccount", assume: "unknown", put: ({ role }) => accountOf(role.arn) },
  { name: "aws:PrincipalType", assume: "unknown", put: ["AssumedRole"] },
  { name: "aws:PrincipalOrgID", assume: "absent", put: ({ role }) => organizationOf(role) },
  { name: "aws:PrincipalOrgPaths", multivalued: true, assume: "absent", put: ({ role }) => pathOf(role) },
  { name: "aws:PrincipalTag/", assume: "absent", put: ({ role }, tagKey) => tagOf(role, tagKey) },
  { name: "aws:userid", assume: "unknown", put: someValue },
  { name: "aws:username", assume: "absent", put: "absent" },
  { name: "aws:PrincipalIsAWSService", boolean: true, assume: ["true"], put: ["false"] }, // [F288]
  { name: "aws:PrincipalServiceName", assume: someValue, put: "absent" }, // [F288]
  { name: "aws:PrincipalServiceNamesList", multivalued: true, assume: someValue, put: "absent" }, // [F288]
  { name: "aws:ViaAWSService", boolean: true, assume: "unknown", put: ["false"], generate: ["true"] }, // [F289, F290]
  { name: "aws:CalledVia", multivalued: true, assume: "absent", put: "absent", generate: "unknown" }, // [F289, F290]
  { name: "aws:CalledViaFirst", assume: "absent", put: "absent", generate: "unknown" }, // [F289, F290]
  { name: "aws:CalledViaLast", assume: "absent", put: "absent", generate: "unknown" }, // [F289, F290]
  // Only who signed in with a second factor has its age; what the service's session says of one is not known. [F296]
  { name: "aws:MultiFactorAuthAge", assume: "absent", put: "absent" },
  { name: "aws:MultiFactorAuthPresent", boolean: true, assume: "absent", put: "unknown" },
  { name: "aws:FederatedProvider", assume: "absent", put: "absent" }, // [F284]
  { name: "aws:SourceIdentity", assume: "absent", put: "absent" }, // [F283]
  { name: "aws:ChatbotSourceArn", assume: "absent", put: "absent" }, // [F285]
  { name: "aws:Ec2InstanceSourceVpc", assume: "absent", put: "absent" }, // [F285]
  { name: "aws:Ec2InstanceSourcePrivateIPv4", assume: "absent", put: "absent" }, // [F285]

  // From where, and how: over TLS and the service's own network. [F292, F293]
  { name: "aws:SecureTransport", boolean: true, assume: ["true"], put: ["true"] },
  { name: "aws:SourceIp", assume: "unknown", put: "unknown" },
  { name: "aws:SourceVpc", assume: "absent", put: "absent" },
  { name: "aws:SourceVpce", assume: "absent", put: "absent" },
  { name: "aws:SourceVpcArn", assume: "absent", put: "absent" },
  { name: "aws:VpcSourceIp", assume: "absent", put: "absent" },
  { name: "aws:VpceAccount", assume: "absent", put: "absent" },
  { name: "aws:VpceOrgID", assume: "absent", put: "absent" },
  { name: "aws:VpceOrgPaths", multivalued: true, assume: "absent", put: "absent" },
  { name: "aws:Referer", assume: "absent", put: "absent" },
  { name: "aws:UserAgent", assume: "unknown", put: "unknown" },
  { name: "aws:CurrentTime", assume: someValue, put: someValue },
  { name: "aws:EpochTime", assume: someValue, put: someValue },
  { name: "aws:TokenIssueTime", assume: "absent", put: someValue },

  // What it is about. [F294, F295]
  { name: "aws:RequestedRegion", assume: someValue, put: ({ resource }) => [parseArn(resource)?.region] },
  { name: "aws:ResourceAccount", assume: "unknown", put: ({ resource }) => accountOf(resource) },
  { name: "aws:ResourceOrgID", assume: "unknown", put: (request) => ofOwnResource(request, organizationOf) },
  {
    name: "aws:ResourceOrgPaths",
    multivalued: true,
    assume: "unknown",
    put: (request) => ofOwnResource(request, pathOf),
  },
  { name: "aws:ResourceTag/", assume: "unknown", put: "unknown" },
  { name: "aws:RequestTag/", assume: "absent", put: "absent" }, // [F283]
  { name: "aws:TagKeys", multivalued: true, assume: "absent", put: "absent" }, // [F283]

  // Of the request to STS: there is no way to give the service any of them. [F283]
  { name: "sts:ExternalId", assume: "absent", put: "absent" },
  { name: "sts:TransitiveTagKeys", multivalued: true, assume: "absent", put: "absent" },
  { name: "sts:SourceIdentity", assume: "absent", put: "absent" },
  { name: "sts:RoleSessionName", assume: someValue, put: "absent" },
  { name: "iam:ResourceTag/", assume: "unknown", put: "absent" },

  // Of a request to Lambda, which are for function URLs and for Alexa. [F399]
  { name: "lambda:FunctionUrlAuthType", assume: "absent", put: "absent" },
  { name: "lambda:InvokedViaFunctionUrl", boolean: true, assume: "absent", invoke: ["false"], put: "absent" },
  { name: "lambda:EventSourceToken", assume: "absent", put: "absent" },

  // Of the request to KMS. [F290, F291]
  {
    name: "kms:ViaService",
    assume: "absent",
    put: "absent",
    generate: ({ streamArn }) => [viaService("kinesis", parseArn(streamArn)?.region ?? "")],
  },
  { name: "kms:CallerAccount", assume: "absent", put: "absent", generate: ({ role }) => accountOf(role.arn) },
  { name: "kms:EncryptionContext:aws:kinesis:arn", assume: "absent", put: "absent", generate: encryptionContext },
  { name: "kms:EncryptionContext:", assume: "absent", put: "absent" },
  {
    name: "kms:EncryptionContextKeys",
    multivalued: true,
    assume: "absent",
    put: "absent",
    generate: ["aws", "kinesis", "arn"],
  },
];

/** A key whose values are not in the table. */
const unlisted = (name: string): RequestKey => ({ name, assume: "unknown", put: "unknown" });

/** A key that only requests by other means carry: those of identity providers [F284], those to other services [F285]. */
const foreign = (name: string): RequestKey => ({ name, assume: "absent", put: "absent" });

const inSmallLetters = keys.map((key) => ({ ...key, prefix: key.name.toLowerCase() }));
/** IAM compares the names of keys without case. [F120] */
const byName: ReadonlyMap<string, RequestKey> = new Map(inSmallLetters.map(({ prefix, ...key }) => [prefix, key]));
const families = inSmallLetters.filter(({ name }) => /[/:]$/.test(name));

/** The condition key of this name, and what the request carries for it. */
export function keyIn(name: string, request: RoleRequest): RequestKey & { readonly carried: Carried } {
  const small = name.toLowerCase();
  const exact = byName.get(small);
  const family = exact ? undefined : families.find(({ prefix }) => small.startsWith(prefix));
  const key = exact ?? family ?? keyOfService(small, request);
  const member = family ? small.slice(family.prefix.length) : "";
  return { ...key, carried: carriedFor(key, request, member) };
}

function carriedFor(
  { assume, invoke = assume, put, generate = put }: RequestKey,
  request: RoleRequest,
  member: string,
) {
  switch (request.action) {
    case "sts:AssumeRole":
      return valueFor(assume, request, member);
    case "lambda:InvokeFunction":
      return valueFor<InvokeRequest>(invoke, request, member);
    case "kms:GenerateDataKey":
      return valueFor(generate, request, member);
    default:
      return valueFor(put, request, member);
  }
}

function valueFor<Request>(carrier: Carrier<Request>, request: Request, member: string): Carried {
  return typeof carrier === "function" ? carrier(request, member) : carrier;
}

/** A key that is not in the table, by what is in front of its first colon. */
function keyOfService(name: string, { action }: RoleRequest): RequestKey {
  const service = name.slice(0, Math.max(0, name.indexOf(":")));
  const named = /^[\w./-]+$/.test(service);
  const own = ["aws", action.slice(0, action.indexOf(":"))].includes(service);
  return named && !own ? foreign(name) : unlisted(name);
}

type Member = Pick<SessionRole, "organization" | "organizationPath">;

function organizationOf({ organization, organizationPath }: Member): Carried {
  const id = organization ?? organizationPath?.split("/")[0];
  return id === undefined ? "absent" : [id];
}

function pathOf({ organization, organizationPath }: Member): Carried {
  if (organizationPath !== undefined) return [organizationPath];
  return organization === undefined ? "absent" : someValue;
}

function accountOf(arn: string): Carried {
  const account = parseArn(arn)?.account;
  return account ? [account] : "unknown";
}

/** A value of the role's account, where the resource is of the same one. */
function ofOwnResource({ resource, role }: SessionRequest, carriedBy: (member: Member) => Carried): Carried {
  return parseArn(resource)?.account === parseArn(role.arn)?.account ? carriedBy(role) : "unknown";
}

/** IAM compares the keys of tags in the names of condition keys without case. [F286] */
function tagOf({ tags = {} }: SessionRole, tagKey: string): Carried {
  const [, value] = Object.entries(tags).find(([key]) => key.toLowerCase() === tagKey) ?? [];
  return value === undefined ? "absent" : value.split(":");
}

function encryptionContext({ streamArn }: SessionRequest): Carried {
  return parseStreamArn(streamArn)?.service === "kinesis" ? streamArn.split(":") : "unknown";
}
