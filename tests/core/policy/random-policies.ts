import fc from "fast-check";

/** Documents and requests that often have to do with each other, so that each rule decides some of them. */

export const owner = "111122223333";
const accounts = ["222233334444", "333344445555"];
const uniqueId = "AROAEXAMPLEEXAMPLE123";
export const destinationArn = `arn:aws:logs:eu-west-1:${owner}:destination:cen?ral$`;
export const streamArn = `arn:aws:kinesis:eu-west-1:${owner}:stream/central`;
const organizations = ["o-a1b2c3d4e5", "o-zzzzzzzzzz"];
const paths = organizations.flatMap((id) => [`${id}/r-ab12/`, `${id}/r-ab12/ou-ab12-11111111/`]);

const one = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const few = <Value>(value: fc.Arbitrary<Value>) => fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));

/** Variables: characters, keys that a request has once, as a list or not at all, and what is none. */
const variable = (name: string) => `\${${name}}`;
const variables = one(
  ...["*", "?", "$", "aws:PrincipalAccount", "AWS:sourceaccount", "aws:SourceOrgPaths", "aws:username", ""].map(
    variable,
  ),
  variable("aws:PrincipalAccount, 'none'"),
  "${",
);

/** The text, or a pattern made of it: a mark in place of a part of it. */
const patternOf = (text: string): fc.Arbitrary<string> => {
  const part = fc.tuple(fc.nat(text.length), fc.nat(text.length)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
  const replaced = (mark: fc.Arbitrary<string>) =>
    fc.tuple(part, mark).map(([[from, to], by]) => text.slice(0, from) + by + text.slice(to));
  const character = fc.nat(text.length - 1).map((at) => `${text.slice(0, at)}?${text.slice(at + 1)}`);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(text) },
    { weight: 6, arbitrary: replaced(one("*", "*", "**", "x")) },
    { weight: 6, arbitrary: character },
    { weight: 6, arbitrary: one("*", `${text}*`, text.toUpperCase()) },
    { weight: 2, arbitrary: replaced(variables) },
    { weight: 2, arbitrary: fc.constant(text.replace(owner, () => variable("aws:PrincipalAccount"))) },
    { weight: 2, arbitrary: one(/[?]/, /[$]/, /[?$]/g).map((escaped) => text.replace(escaped, variable)) },
  );
};

const quantifiers = ["", "ForAnyValue:", "ForAllValues:"];
const operatorsOf = (types: readonly string[]) =>
  quantifiers.flatMap((set) => types.flatMap((type) => ["", "IfExists"].map((suffix) => set + type + suffix)));
const overStrings = operatorsOf([
  ..."StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike StringNotLike".split(
    " ",
  ),
]);
const overOthers = operatorsOf([
  "ArnLike",
  "ArnNotEquals",
  "NumericEquals",
  "DateLessThan",
  "BinaryEquals",
  "NotIpAddress",
]);

/**
 * A condition on one of the keys, with values that are made of those of requests.
 * @param operators those of a key by its name, and of every other
 */
const conditionOn = (
  values: Readonly<Record<string, fc.Arbitrary<string>>>,
  operators: Readonly<Record<string, readonly string[]>> & { others: readonly string[] },
) =>
  one(...Object.keys(values)).chain((key) => {
    const compared = fc.tuple(one(...(operators[key] ?? operators.others)), few(values[key] as fc.Arbitrary<string>));
    const asked = fc.tuple(fc.constant("Null"), one<unknown>("true", "false", true, false, ["true", "false"]));
    return fc
      .oneof({ weight: 5, arbitrary: compared }, { weight: 1, arbitrary: asked })
      .map(([operator, value]) => ({ [operator]: { [key]: value } }));
  });
const conditions = (one: fc.Arbitrary<object>) =>
  fc.array(one, { maxLength: 2 }).map((each) => (each.length === 0 ? {} : { Condition: Object.assign({}, ...each) }));

const effect = one("Allow", "Allow", "Deny");
/** The service stores any Effect; one that IAM does not know does nothing. */
const anyEffect = fc.oneof({ weight: 12, arbitrary: effect }, { weight: 1, arbitrary: one("allow") });
/** An element, or for one in six the element that excludes. */
const either = (name: string, value: fc.Arbitrary<unknown>) =>
  fc.tuple(one("", "", "", "", "", "Not"), value).map(([not, written]) => ({ [not + name]: written }));

const statement = (effects: fc.Arbitrary<string>, ...elements: readonly fc.Arbitrary<object>[]) =>
  fc.tuple(effects, ...elements).map(([Effect, ...rest]) => Object.assign({ Effect }, ...rest));
const version = one<{ Version?: string }>(
  { Version: "2012-10-17" },
  { Version: "2012-10-17" },
  { Version: "2008-10-17" },
  {},
);
const documentOf = (each: fc.Arbitrary<object>) =>
  fc
    .tuple(version, fc.oneof(each, fc.array(each, { minLength: 1, maxLength: 4 })))
    .map(([head, Statement]) => JSON.stringify({ ...head, Statement }));

/** An account that asks, as `mayPutSubscriptionFilter` takes it. */
export const subscriber = fc
  .record({ account: one(...accounts, owner), path: one(undefined, ...paths), principalId: one(undefined, uniqueId) })
  .map(({ account, path, principalId }) => ({
    account,
    ...(path !== undefined && { organization: path.split("/")[0] as string, organizationPath: path }),
    ...(principalId !== undefined && { principalId }),
  }));

const awsPrincipals = few(one(...accounts, owner, uniqueId));
export const accessPolicies = documentOf(
  statement(
    anyEffect,
    fc.oneof(
      { weight: 5, arbitrary: awsPrincipals.map((AWS) => ({ Principal: { AWS } })) },
      { weight: 4, arbitrary: one({ Principal: "*" }, { Principal: { AWS: "*" } }) },
      { weight: 1, arbitrary: awsPrincipals.map((AWS) => ({ NotPrincipal: { AWS } })) },
      { weight: 1, arbitrary: awsPrincipals.map((AWS) => ({ Principal: { AWS, Service: "logs.amazonaws.com" } })) },
      { weight: 1, arbitrary: one({}, { Principal: { Service: "logs.amazonaws.com" } }, { Principal: { AWS: [] } }) },
    ),
    either("Action", few(patternOf("logs:PutSubscriptionFilter"))),
    either("Resource", few(patternOf(destinationArn))),
    conditions(
      conditionOn(
        {
          "aws:PrincipalOrgID": one(...organizations).chain(patternOf),
          "aws:PrincipalOrgPaths": one(...paths).chain(patternOf),
        },
        {
          others: [...overStrings, ...overStrings, ...overOthers],
        },
      ),
    ),
  ),
);

/** Where a role is assumed for. */
export const trustSource = fc
  .record({ account: one(owner, ...accounts), path: one(undefined, ...paths) })
  .map(({ account, path }) => ({
    account,
    region: "eu-west-1",
    ...(path !== undefined && { organization: path.split("/")[0] as string, organizationPath: path }),
  }));

export const trustPolicies = documentOf(
  statement(
    effect,
    few(
      one("logs.amazonaws.com", "logs.eu-west-1.amazonaws.com", "logs.us-east-1.amazonaws.com", "ec2.amazonaws.com"),
    ).map((Service) => ({ Principal: { Service } })),
    either("Action", few(patternOf("sts:AssumeRole"))),
    conditions(
      conditionOn(
        {
          "aws:SourceAccount": one(owner, ...accounts).chain(patternOf),
          "aws:SourceOrgID": one(...organizations).chain(patternOf),
          "aws:SourceOrgPaths": one(...paths).chain(patternOf),
          "AWS:sourceaccount": one(owner, ...accounts),
          "sts:ExternalId": one("x", "*"),
        },
        { others: overStrings },
      ),
    ),
  ),
);

export const rolePolicies = fc.array(
  documentOf(
    statement(
      effect,
      either("Action", few(patternOf("kinesis:PutRecord"))),
      either("Resource", few(patternOf(streamArn))),
      conditions(
        conditionOn(
          {
            "aws:PrincipalAccount": one(owner, ...accounts).chain(patternOf),
            "aws:RequestedRegion": one("eu-west-1").chain(patternOf),
            "aws:PrincipalTag/Stream": one("central").chain(patternOf),
            "aws:SourceVpc": one("vpc-1"),
            "aws:PrincipalArn": one(`arn:aws:iam::${owner}:role/central`).chain(patternOf),
            "aws:SecureTransport": one("true", "false", "True"),
          },
          {
            "aws:PrincipalArn": [...overStrings, ...operatorsOf(["ArnLike", "ArnNotEquals"])],
            "aws:SecureTransport": operatorsOf(["Bool"]),
            others: overStrings,
          },
        ),
      ),
    ),
  ),
  { minLength: 1, maxLength: 2 },
);
