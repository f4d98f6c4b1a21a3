import { type FunctionPermission, functionPolicy, mayInvokeFunction } from "@log-destinations/core/service";
import { expect, test } from "vitest";

const account = "111122223333";
const region = "eu-west-1";
const arn = `arn:aws:lambda:${region}:${account}:function:reader`;
const group = `arn:aws:logs:${region}:${account}:log-group:/app`;
const ask = (permission: Partial<FunctionPermission>, resource = arn, logGroup: string | undefined = "/app") =>
  mayInvokeFunction(functionPolicy(arn, [{ statementId: "logs", principal: "logs.amazonaws.com", ...permission }]), {
    resource,
    source: { account, region },
    logGroup,
  }).answer;

test.each<[string, Partial<FunctionPermission>]>([
  ["the service", {}],
  ["the service's name of the Region", { principal: "logs.eu-west-1.amazonaws.com" }],
  ["everybody", { principal: "*" }],
  ["any action of Lambda", { action: "lambda:*" }],
  ["the log group", { sourceArn: `${group}:*` }],
  ["all log groups", { sourceArn: `arn:aws:logs:${region}:${account}:*` }],
  ["the account", { sourceAccount: account }],
  ["both", { sourceArn: `${group}:*`, sourceAccount: account }],
])("a permission for %s lets the service in", (_, permission) => {
  expect(ask(permission)).toBe("yes");
});

test.each<[string, Partial<FunctionPermission>]>([
  ["another service", { principal: "s3.amazonaws.com" }],
  ["the service's name of another Region", { principal: "logs.us-east-1.amazonaws.com" }],
  ["the account, as principal", { principal: account }],
  ["another action", { action: "lambda:GetFunction" }],
  ["the log group without a star", { sourceArn: group }],
  ["another log group", { sourceArn: `${group}2:*` }],
  ["another account", { sourceAccount: "222233334444" }],
  ["an organization, which a service has none of", { principalOrgID: "o-a1b2c3d4e5" }],
  ["an alias", { qualifier: "live" }],
])("a permission for %s does not", (_, permission) => {
  expect(ask(permission)).toBe("no");
});

test("a permission for an alias is for that alias alone", () => {
  expect(ask({ qualifier: "live" }, `${arn}:live`)).toBe("yes");
  expect(ask({}, `${arn}:live`)).toBe("no");
});

test("a whole account needs a permission for all log groups", () => {
  const policy = (sourceArn: string) =>
    mayInvokeFunction(functionPolicy(arn, [{ statementId: "logs", principal: "logs.amazonaws.com", sourceArn }]), {
      resource: arn,
      source: { account, region },
      logGroup: undefined,
    }).answer;
  expect(policy(`arn:aws:logs:${region}:${account}:log-group:*`)).toBe("yes");
  expect(policy(`${group}:*`)).toBe("no");
});

test("the policy is the one that Lambda writes", () => {
  const permission = { statementId: "logs", principal: "logs.amazonaws.com", sourceArn: group, sourceAccount: account };
  expect(JSON.parse(functionPolicy(arn, [permission])).Statement).toEqual([
    {
      Sid: "logs",
      Effect: "Allow",
      Principal: { Service: "logs.amazonaws.com" },
      Action: "lambda:InvokeFunction",
      Resource: arn,
      Condition: { StringEquals: { "AWS:SourceAccount": account }, ArnLike: { "AWS:SourceArn": group } },
    },
  ]);
});
