import type { NeighbourRuleId } from "@log-destinations/core/service";
import { LocalLogs } from "@log-destinations/local";
import { trustFor } from "../local/strict-service.ts";
import { owner, region, role, sender, stream } from "../local/wire.ts";
import { type InProcess, startInProcess } from "../terraform/in-process.ts";

/** Makes the neighbours and then what refers to them, for the provider. The second argument is whether the rule is broken. */
type Case = (provider: InProcess, broken: boolean, local: LocalLogs) => Promise<unknown>;

const json = (value: object) => JSON.stringify({ Version: "2012-10-17", ...value });
const allow = (Action: string, Resource = "*") => json({ Statement: [{ Effect: "Allow", Action, Resource }] });
const keyPolicy = (...principals: object[]) =>
  json({
    Statement: principals.map((Principal) => ({ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" })),
  });
const iam = { AWS: `arn:aws:iam::${owner}:root` };
const logs = { Service: `logs.${region}.amazonaws.com` };
const elsewhere = `arn:aws:kms:us-east-1:${owner}:key/1234abcd`;

async function writer(provider: InProcess, more: { trust?: object; action?: string; key?: boolean } = {}) {
  const { trust = trustFor(), action = "kinesis:PutRecord", key = true } = more;
  const { values } = await provider.apply("aws_iam_role", { name: "to-central", assume_role_policy: json(trust) });
  await provider.apply("aws_iam_role_policy", { name: "put", role: "to-central", policy: allow(action) });
  await provider.apply("aws_iam_role_policy", {
    name: "firehose",
    role: "to-central",
    policy: allow("firehose:PutRecord"),
  });
  if (key) {
    await provider.apply("aws_iam_role_policy", {
      name: "key",
      role: "to-central",
      policy: allow("kms:GenerateDataKey"),
    });
  }
  return values.arn;
}

const kinesis = (provider: InProcess, more: object = {}) =>
  provider.apply("aws_kinesis_stream", { name: "central", shard_count: 1, ...more });
const firehose = (provider: InProcess, more: object = {}) =>
  provider.apply("aws_kinesis_firehose_delivery_stream", {
    name: "archive",
    destination: "extended_s3",
    extended_s3_configuration: [{ bucket_arn: "arn:aws:s3:::archive", role_arn: role }],
    ...more,
  });
const key = (provider: InProcess, more: object = {}, prior?: Parameters<InProcess["apply"]>[2]) =>
  provider.apply("aws_kms_key", more, prior);
const destination = (provider: InProcess, target_arn: unknown, role_arn: unknown = role) =>
  provider.apply("aws_cloudwatch_log_destination", { name: "central", target_arn, role_arn });
const group = (provider: InProcess, more: object = {}) =>
  provider.apply("aws_cloudwatch_log_group", { name: "/app", ...more });

const kinesisSource = { kinesis_source_configuration: [{ kinesis_stream_arn: stream, role_arn: role }] };
const encryption = (key_arn: unknown) => ({
  server_side_encryption: [{ enabled: true, key_type: "CUSTOMER_MANAGED_CMK", key_arn }],
});

async function encryptedKinesis(provider: InProcess, more: object = {}) {
  const made = await key(provider, more);
  const { values } = await kinesis(provider, { encryption_type: "KMS", kms_key_id: made.values.arn });
  return { made, target: values.arn };
}

const lambda = `arn:aws:lambda:${region}:${owner}:function:reader`;
async function permitted(provider: InProcess, principal = "logs.amazonaws.com") {
  const code = { s3_bucket: "code", s3_key: "reader.zip" };
  await provider.apply("aws_lambda_function", { function_name: "reader", role, runtime: "nodejs22.x", ...code });
  const permission = { statement_id: "logs", action: "lambda:InvokeFunction", function_name: "reader", principal };
  await provider.apply("aws_lambda_permission", permission);
}
async function toFunction(provider: InProcess, destination_arn: string) {
  await group(provider);
  const filter = { name: "f", log_group_name: "/app", filter_pattern: "", destination_arn };
  await provider.apply("aws_cloudwatch_log_subscription_filter", filter);
}

/** By rule, what breaks it for the provider. */
export const providerCases: Readonly<Partial<Record<NeighbourRuleId, Case>>> = {
  async "stream-partition"(provider, broken) {
    const roleArn = await writer(provider);
    const { values } = await kinesis(provider);
    await destination(provider, broken ? stream.replace("arn:aws:", "arn:aws-cn:") : values.arn, roleArn);
  },
  async "stream-account"(provider, broken) {
    const roleArn = await writer(provider);
    const { values } = await kinesis(provider);
    await destination(provider, broken ? stream.replace(owner, sender) : values.arn, roleArn);
  },
  async "stream-missing"(provider, broken) {
    const roleArn = await writer(provider);
    if (!broken) await kinesis(provider);
    await destination(provider, stream, roleArn);
  },
  async "delivery-stream-source"(provider, broken) {
    const roleArn = await writer(provider);
    const { values } = await firehose(provider, broken ? kinesisSource : {});
    await destination(provider, values.arn, roleArn);
  },
  async "stream-key-state"(provider, broken) {
    const roleArn = await writer(provider);
    const { made, target } = await encryptedKinesis(provider);
    if (broken) await key(provider, { is_enabled: false }, made);
    await destination(provider, target, roleArn);
  },
  async "stream-key-policy"(provider, broken) {
    const roleArn = await writer(provider);
    const { target } = await encryptedKinesis(provider, { policy: keyPolicy(broken ? { AWS: `${role}-2` } : iam) });
    await destination(provider, target, roleArn);
  },
  async "stream-key-permission"(provider, broken) {
    const roleArn = await writer(provider, { key: !broken });
    const { target } = await encryptedKinesis(provider);
    await destination(provider, target, roleArn);
  },
  async "role-form"(provider, broken) {
    const roleArn = await writer(provider);
    const { values } = await kinesis(provider);
    await destination(provider, values.arn, broken ? `arn:aws:iam::${owner}:user/to-central` : roleArn);
  },
  async "role-account"(provider, broken) {
    const roleArn = await writer(provider);
    const { values } = await kinesis(provider);
    await destination(provider, values.arn, broken ? role.replace(owner, sender) : roleArn);
  },
  async "role-partition"(provider, broken) {
    const roleArn = await writer(provider);
    const { values } = await kinesis(provider);
    await destination(provider, values.arn, broken ? role.replace("arn:aws:", "arn:aws-cn:") : roleArn);
  },
  async "role-missing"(provider, broken) {
    const { values } = await kinesis(provider);
    await destination(provider, values.arn, broken ? role : await writer(provider));
  },
  async "role-trust"(provider, broken) {
    const roleArn = await writer(
      provider,
      broken ? { trust: trustFor({ Principal: { Service: "s3.amazonaws.com" } }) } : {},
    );
    const { values } = await kinesis(provider);
    await destination(provider, values.arn, roleArn);
  },
  async "role-boundary"(provider, broken) {
    await writer(provider);
    const { values } = await kinesis(provider);
    const name = "bounded";
    const policy = broken ? "AmazonS3FullAccess" : "AmazonKinesisFullAccess";
    const permissions_boundary = `arn:aws:iam::aws:policy/${policy}`;
    const role = { name, assume_role_policy: json(trustFor()), permissions_boundary };
    const made = await provider.apply("aws_iam_role", role);
    await provider.apply("aws_iam_role_policy", { name: "put", role: name, policy: allow("kinesis:PutRecord") });
    await destination(provider, values.arn, made.values.arn);
  },
  async "role-permission"(provider, broken) {
    const roleArn = await writer(provider, broken ? { action: "kinesis:GetRecords" } : {});
    const { values } = await kinesis(provider);
    await destination(provider, values.arn, roleArn);
  },
  async "function-account"(provider, broken) {
    await permitted(provider);
    await toFunction(provider, broken ? lambda.replace(owner, sender) : lambda);
  },
  async "function-region"(provider, broken) {
    await permitted(provider);
    await toFunction(provider, broken ? lambda.replace(region, "us-east-1") : lambda);
  },
  async "function-missing"(provider, broken) {
    if (!broken) await permitted(provider);
    await toFunction(provider, lambda);
  },
  async "function-permission"(provider, broken) {
    await permitted(provider, broken ? "s3.amazonaws.com" : "logs.amazonaws.com");
    await toFunction(provider, lambda);
  },
  async "log-group-class"(provider, broken) {
    const role_arn = await writer(provider);
    const { values } = await kinesis(provider);
    await group(provider, broken ? { log_group_class: "INFREQUENT_ACCESS" } : {});
    const filter = { name: "f", log_group_name: "/app", filter_pattern: "", destination_arn: values.arn, role_arn };
    await provider.apply("aws_cloudwatch_log_subscription_filter", filter);
  },
  async "log-group-protection"(provider, broken) {
    const made = await group(provider, { deletion_protection_enabled: broken });
    await provider.destroy("aws_cloudwatch_log_group", made);
  },
  async "log-group-key-arn"(provider, broken) {
    const made = await key(provider, { policy: keyPolicy(iam, logs) });
    await group(provider, { kms_key_id: broken ? made.values.key_id : made.values.arn });
  },
  async "log-group-key-region"(provider, broken) {
    const made = await key(provider, { policy: keyPolicy(iam, logs) });
    await group(provider, { kms_key_id: broken ? elsewhere : made.values.arn });
  },
  async "log-group-key-missing"(provider, broken, local) {
    const made = await key(provider, { policy: keyPolicy(iam, logs) });
    if (broken) local.control.withdraw({ keys: [String(made.values.arn)] });
    await group(provider, { kms_key_id: made.values.arn });
  },
  async "log-group-key-state"(provider, broken) {
    const made = await key(provider, { policy: keyPolicy(iam, logs), is_enabled: !broken });
    await group(provider, { kms_key_id: made.values.arn });
  },
  async "log-group-key-kind"(provider, broken) {
    const kind = broken ? { customer_master_key_spec: "HMAC_256", key_usage: "GENERATE_VERIFY_MAC" } : {};
    const made = await key(provider, { policy: keyPolicy(iam, logs), ...kind });
    await group(provider, { kms_key_id: made.values.arn });
  },
  async "log-group-key-policy"(provider, broken) {
    const made = await key(provider, broken ? {} : { policy: keyPolicy(iam, logs) });
    await group(provider, { kms_key_id: made.values.arn });
  },
  async "stream-encryption-key"(provider, broken) {
    const made = await key(provider);
    await kinesis(provider, { encryption_type: "KMS", ...(!broken && { kms_key_id: made.values.arn }) });
  },
  async "delivery-stream-encryption-source"(provider, broken) {
    const made = await key(provider);
    await firehose(provider, { ...encryption(made.values.arn), ...(broken && kinesisSource) });
  },
  async "stream-encryption-key-kind"(provider, broken) {
    const kind = broken ? { customer_master_key_spec: "RSA_4096" } : {};
    const made = await key(provider, kind);
    await firehose(provider, encryption(made.values.arn));
  },
  async "stream-encryption-key-state"(provider, broken) {
    const made = await key(provider, { is_enabled: !broken });
    await kinesis(provider, { encryption_type: "KMS", kms_key_id: made.values.arn });
  },
};

/** The provider's error in the good world, or in the one of a case; `undefined` where there is none. */
export async function providerError(breaking: Case, broken: boolean): Promise<string | undefined> {
  const local = new LocalLogs({ strict: true });
  try {
    await breaking(await startInProcess(local), broken, local);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
