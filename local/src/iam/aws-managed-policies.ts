import { parseArn } from "@log-destinations/core";

const allow = (...Action: string[]) => ({ Effect: "Allow", Action, Resource: "*" });

/**
 * Managed policies of AWS that roles of log stacks have, by path and name, without statement ids. Those of services are
 * here since they let a stream be written to, or since roles beside a destination often have them. [F297]
 */
const statements: Readonly<Record<string, object>> = {
  AdministratorAccess: allow("*"),
  PowerUserAccess: [
    { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
    allow(
      "account:GetAccountInformation",
      "account:GetGovCloudAccountInformation",
      "account:GetPrimaryEmail",
      "account:ListRegions",
      "iam:CreateServiceLinkedRole",
      "iam:DeleteServiceLinkedRole",
      "iam:ListRoles",
      "organizations:DescribeEffectivePolicy",
      "organizations:DescribeOrganization",
    ),
  ],
  AWSDenyAll: { Effect: "Deny", Action: "*", Resource: "*" },
  AmazonKinesisFullAccess: allow("kinesis:*"),
  AmazonKinesisReadOnlyAccess: allow("kinesis:Get*", "kinesis:List*", "kinesis:Describe*"),
  AmazonKinesisFirehoseFullAccess: allow("firehose:*"),
  AmazonKinesisFirehoseReadOnlyAccess: allow("firehose:Describe*", "firehose:List*"),
  AmazonS3FullAccess: allow("s3:*", "s3-object-lambda:*"),
  CloudWatchLogsFullAccess: allow("logs:*", "cloudwatch:GenerateQuery", "cloudwatch:GenerateQueryResultsSummary"),
  "service-role/AWSIoTRuleActions": allow(
    "dynamodb:PutItem",
    "kinesis:PutRecord",
    "iot:Publish",
    "s3:PutObject",
    "sns:Publish",
    "sqs:SendMessage*",
    "cloudwatch:SetAlarmState",
    "cloudwatch:PutMetricData",
    "es:ESHttpPut",
    "firehose:PutRecord",
  ),
  "service-role/AWSLambdaBasicExecutionRole": allow("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
  "service-role/AWSLambdaKinesisExecutionRole": allow(
    "kinesis:DescribeStream",
    "kinesis:DescribeStreamSummary",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:ListShards",
    "kinesis:ListStreams",
    "kinesis:SubscribeToShard",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ),
  "service-role/AWSLambdaVPCAccessExecutionRole": allow(
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
  ),
  "service-role/CloudWatchEventsInvocationAccess": allow("kinesis:PutRecord"),
};

/** The ARNs of the managed policies of AWS that are in the table, in the partition `aws`. */
export function awsManagedPolicyArns(): string[] {
  return Object.keys(statements).map((name) => `arn:aws:iam::aws:policy/${name}`);
}

/** Is this the ARN of a managed policy of AWS, `arn:aws:iam::aws:policy/NAME`? */
export function isAwsManaged(policyArn: string): boolean {
  return parseArn(policyArn)?.account === "aws";
}

/** The document of a managed policy of AWS, as JSON text; `undefined` for one that is not in the table. */
export function awsManagedPolicy(policyArn: string): string | undefined {
  const name = parseArn(policyArn)?.resource.replace(/^policy\//, "") ?? "";
  if (!isAwsManaged(policyArn) || !Object.hasOwn(statements, name)) return undefined;
  return JSON.stringify({ Version: "2012-10-17", Statement: [statements[name]].flat() });
}
