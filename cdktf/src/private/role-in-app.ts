import type { AppResources } from "./app-resources";
import { mayAssumeRole, type NamedPolicy, type NeighbourSubjects, parseArn, rolePermits, unknownText } from "./core";
import { holdsExpression, loosened, withUnknown } from "./loosened-policy";
import type { PlacedResource } from "./pipeline";
import { accountId } from "./sign-in";

type Permits = NeighbourSubjects["writer"]["permits"];

/** A stream or key that a role is to be allowed something on. */
export interface Asked {
  /** Its ARN or its address, by which it is asked for. */
  readonly words: string;
  /** Its ARN, where that is a literal. */
  readonly literal?: string | undefined;
  readonly resource?: PlacedResource | undefined;
}

/** What a role of the app may do at most with these, as far as its policies are in the app. */
export function permitsOf(resources: AppResources, role: PlacedResource, asked: readonly Asked[]): Permits {
  const policies = policiesOf(resources, role);
  const boundary = boundaryOf(resources, role);
  return (action, words) => {
    const { arn, compared } = comparable(resources, asked.find((each) => each.words === words) ?? { words });
    const loose = ({ name, document }: NamedPolicy) => ({ name, document: loosened(document, { resource: compared }) });
    const request = { action, resource: arn, streamArn: arn, role: { arn: madeUpRole(role) } };
    return rolePermits({ policies: policies.map(loose), boundary: boundary && loose(boundary) }, request);
  };
}

const kinds: Readonly<Record<string, string>> = {
  aws_kinesis_stream: "kinesis:us-east-1:000000000000:stream",
  aws_kinesis_firehose_delivery_stream: "firehose:us-east-1:000000000000:deliverystream",
};

/** An ARN for it, made up where it is no literal, and how a resource in a policy reads beside that. */
function comparable(resources: AppResources, { literal, resource }: Asked) {
  const isIt = (expression: string): boolean | undefined => {
    const found = resources.atReference(expression);
    return found?.type === resource?.type ? found?.address === resource?.address : undefined;
  };
  const place = kinds[resource?.type ?? ""];
  const { name } = resource?.attributes ?? {};
  const isNamed = place !== undefined && typeof name === "string" && !holdsExpression(name);
  const arn = literal ?? (isNamed ? `arn:aws:${place}/${name}` : "arn:aws:any:::any");
  const written = (text: string): string => {
    if (literal !== undefined) return text;
    const { service, resource: of } = parseArn(text) ?? {};
    // Partition, Region and account were made up.
    return isNamed && of !== undefined ? `arn:*:${service}:*:*:${of}` : "*";
  };
  const compared = (text: string): string => {
    if (!holdsExpression(text)) return written(text);
    return isIt(text) === false ? "arn:aws:another:::one" : "*";
  };
  return { arn, compared };
}

/** The ARN of a role of the app, its name made up. */
export function madeUpRole({ account }: PlacedResource): string {
  return `arn:aws:iam::${accountId(account) ?? "000000000000"}:role/role`;
}

/**
 * Does the role's trust policy let CloudWatch Logs assume it for its own account? What only Terraform knows of it may do so.
 */
export function trustOf(
  { attributes, account }: PlacedResource,
  region: string | undefined,
): NeighbourSubjects["trust"] {
  const id = accountId(account);
  const source = { account: id ?? "000000000000", region };
  const document = withUnknown(attributes.assume_role_policy, unknownText, (key) =>
    id === undefined ? false : /^aws:source(?:arn|account)$/i.test(key),
  );
  const trust =
    document === undefined
      ? ({ answer: "undecided", reason: "only Terraform knows it" } as const)
      : mayAssumeRole(document, source);
  return { source, trust };
}

/** The policies of a role; one of which the app does not show the document has none. */
function policiesOf(resources: AppResources, role: PlacedResource): NamedPolicy[] {
  const inline = ofRole(resources, "aws_iam_role_policy", role);
  const attached = ["aws_iam_role_policy_attachment", "aws_iam_policy_attachment"].map((type) =>
    ofRole(resources, type, role),
  );
  const { managed_policy_arns: arns = [], inline_policy: blocks = [], dynamic, name } = role.attributes;
  const within = [blocks]
    .flat()
    .map((block) => ({ name: "inline_policy", document: text((block as { policy?: unknown })?.policy) }));
  const isOpen =
    [inline, ...attached].some(({ mayBe }) => mayBe) ||
    (typeof dynamic === "object" && dynamic !== null && "inline_policy" in dynamic) ||
    resources.isHandedOn([role.address, holdsExpression(name) ? undefined : name]);
  return [
    ...inline.known.map(({ address, attributes }) => ({ name: address, document: text(attributes.policy) })),
    ...[...attached.flatMap(({ known }) => known.map(({ attributes }) => attributes.policy_arn)), arns]
      .flat()
      .map((arn) => managed(resources, arn)),
    ...within,
    ...(isOpen ? [{ name: "what only Terraform knows", document: undefined }] : []),
  ];
}

/** Those of a type that are for a role, and whether there may be more. */
function ofRole(
  resources: AppResources,
  type: string,
  { address, attributes: { name } }: PlacedResource,
): { known: readonly PlacedResource[]; mayBe: boolean } {
  const index = resources.indexed(type, "role", ({ attributes: { role, roles } }) =>
    [role, roles]
      .flat()
      .filter((each) => each !== undefined && each !== null)
      .flatMap((each) => rolesNamed(resources, each)),
  );
  const isNamed = typeof name === "string" && !holdsExpression(name);
  return {
    known: [...(index.get(address) ?? []), ...((isNamed && index.get(`name:${name}`)) || [])],
    mayBe: index.has("unknown") || (!isNamed && index.has("literal")),
  };
}

/** The role that a text means, as a key: a role of the app by its address, or by its name; or one that only Terraform knows. */
function rolesNamed(resources: AppResources, value: unknown): readonly string[] {
  const found = resources.atReference(String(value));
  if (found?.type === "aws_iam_role") return [found.address];
  return holdsExpression(value) ? ["unknown"] : [`name:${value}`, "literal"];
}

function boundaryOf(resources: AppResources, { attributes: { permissions_boundary: arn } }: PlacedResource) {
  return arn === undefined || arn === "" ? undefined : managed(resources, arn);
}

/** A managed policy; its document where it is in the app. */
function managed(resources: AppResources, arn: unknown): NamedPolicy {
  const found = resources.atReference(String(arn));
  return {
    name: String(arn),
    document: found?.type === "aws_iam_policy" ? text(found.attributes.policy) : undefined,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
