import { expect, test } from "vitest";
import { central, owner, provider, region } from "./configuration.ts";
import { describeDeploys, startWorld, type World } from "./world.ts";

async function deployed(configuration: string): Promise<World> {
  const world = await startWorld();
  world.write(provider + configuration);
  expect(await world.apply()).toMatchObject({ errors: [] });
  expect(await world.plan()).toEqual({});
  return world;
}

async function outputs(world: World): Promise<Record<string, unknown>> {
  const shown = JSON.parse((await world.terraform("output", "-json")).stdout) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(shown).map(([name, { value }]) => [name, value]));
}

const accounts = Array.from({ length: 26 }, (_, index) => String(100000000000 + index));

/** A destination that 26 accounts may subscribe to, in 26 statements. */
const manyStatements = `
data "aws_iam_policy_document" "senders" {
  dynamic "statement" {
    for_each = ${JSON.stringify(accounts)}
    content {
      actions   = ["logs:PutSubscriptionFilter"]
      resources = [aws_cloudwatch_log_destination.central.arn]
      principals {
        type        = "AWS"
        identifiers = [statement.value]
      }
    }
  }
}
output "pretty" {
  value = length(data.aws_iam_policy_document.senders.json)
}
output "policy" {
  value = aws_cloudwatch_log_destination_policy.central.access_policy
}
`;

const bucketBlock = `
    role_arn   = "arn:aws:iam::${owner}:role/delivery"
    bucket_arn = "arn:aws:s3:::logs"
`;

const delivery = (...body: string[]) => `
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  name        = "logs"
  ${body.join("\n  ")}
}
`;

/** A block in terraform's listing of schemas. */
interface Schema {
  readonly attributes: Record<string, { deprecated?: true; write_only?: true }>;
  readonly block_types?: Record<string, { block: Schema }>;
  readonly deprecated?: true;
}

async function schemasOf(
  world: World,
): Promise<Record<"resources" | "dataSources", Record<string, { block: Schema }>>> {
  const { provider_schemas } = JSON.parse((await world.terraform("providers", "schema", "-json")).stdout);
  const { resource_schemas, data_source_schemas } = provider_schemas["registry.terraform.io/hashicorp/aws"];
  return { resources: resource_schemas, dataSources: data_source_schemas };
}

describeDeploys("arguments as the real provider has them", () => {
  test("an access policy over the limit as it is written applies, as it is sent without white space", async () => {
    const pretty = central().replace(
      /access_policy {4}= jsonencode\(\{.*?\n {2}\}\)/s,
      "access_policy = data.aws_iam_policy_document.senders.json",
    );
    const world = await deployed(pretty + manyStatements);
    const { destinations } = await world.client().describeDestinations();
    const sent = destinations[0]?.accessPolicy ?? "";
    const shown = await outputs(world);
    expect(shown.pretty).toBeGreaterThan(5120);
    expect(sent.length).toBeLessThan(5120);
    expect(JSON.parse(sent).Statement).toHaveLength(26);
    expect(sent).toMatch(/^\{"Statement":\[\{"Action":"logs:PutSubscriptionFilter","Effect":"Allow","Principal":/);
    expect(shown.policy).toBe(sent);
    expect((await world.state())["aws_cloudwatch_log_destination_policy.central"]).toMatchObject({
      access_policy: sent,
    });
  });

  test("policies as heredocs are minified in the state and in the service; another order of lists is no change", async () => {
    const policies = (actions: string) => `
resource "aws_iam_role" "w" {
  name               = "w"
  assume_role_policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [ { "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com" }, "Action": "sts:AssumeRole" } ]
    }
  EOT
  inline_policy {
    name   = "inline"
    policy = <<-EOT
      { "Statement": { "Effect": "Allow", "Resource": "*", "Action": ${actions} }, "Version": "2012-10-17" }
    EOT
  }
}
resource "aws_iam_role_policy" "p" {
  name   = "p"
  role   = aws_iam_role.other.name
  policy = <<-EOT
    { "Statement": { "Effect": "Allow", "Resource": "*", "Action": ${actions} }, "Version": "2012-10-17" }
  EOT
}
resource "aws_iam_role" "other" {
  name               = "other"
  assume_role_policy = aws_iam_role.w.assume_role_policy
}
`;
    const world = await deployed(policies('["kinesis:PutRecord", "kinesis:PutRecords"]'));
    const state = await world.state();
    const trust =
      '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":"logs.amazonaws.com"}}],"Version":"2012-10-17"}';
    const policy =
      '{"Version":"2012-10-17","Statement":{"Action":["kinesis:PutRecord","kinesis:PutRecords"],"Effect":"Allow","Resource":"*"}}';
    expect(state["aws_iam_role.w"]).toMatchObject({
      assume_role_policy: trust,
      inline_policy: [{ name: "inline", policy }],
    });
    expect(state["aws_iam_role_policy.p"]).toMatchObject({ policy });
    expect(world.local.control.role(`arn:aws:iam::${owner}:role/w`)?.trust).toBe(trust);
    world.write(provider + policies('["kinesis:PutRecords", "kinesis:PutRecord"]'));
    expect(await world.plan()).toEqual({});
    world.write(provider + policies('["kinesis:PutRecord"]'));
    expect(await world.plan()).toEqual({ "aws_iam_role.w": ["update"], "aws_iam_role_policy.p": ["update"] });
  });

  test("what a Firehose stream leaves out in its blocks can be interpolated", async () => {
    const world = await deployed(`
${delivery(`destination = "extended_s3"\n  extended_s3_configuration {${bucketBlock}  }`)}
locals {
  s3 = aws_kinesis_firehose_delivery_stream.logs.extended_s3_configuration[0]
}
output "s3" {
  value = "\${local.s3.buffering_interval}s \${local.s3.buffering_size} \${local.s3.compression_format} \${local.s3.custom_time_zone} <\${local.s3.prefix}>"
}
output "blocks" {
  value = [
    local.s3.cloudwatch_logging_options[0].enabled,
    local.s3.processing_configuration[0].enabled,
    aws_kinesis_firehose_delivery_stream.logs.server_side_encryption[0].key_type,
  ]
}
`);
    expect(await outputs(world)).toEqual({
      s3: "300s 5 UNCOMPRESSED UTC <>",
      blocks: [false, false, "AWS_OWNED_CMK"],
    });
    // A block that is taken out again stays as it was.
    const encrypted = (more: string) =>
      delivery(`destination = "extended_s3"\n  extended_s3_configuration {${bucketBlock}  }`, more);
    world.write(provider + encrypted("server_side_encryption {\n    enabled = true\n  }"));
    expect(await world.apply()).toMatchObject({ errors: [], changed: 1 });
    world.write(provider + encrypted(""));
    expect(await world.plan()).toEqual({});
  });

  test("what is computed within a block is known after the apply, and what replaces within one replaces", async () => {
    const search = (subnet: string) =>
      delivery(
        'destination = "opensearch"',
        `opensearch_configuration {
    role_arn   = "arn:aws:iam::${owner}:role/delivery"
    domain_arn = "arn:aws:es:${region}:${owner}:domain/logs"
    index_name = "logs"
    s3_configuration {${bucketBlock}    }
    vpc_config {
      role_arn           = "arn:aws:iam::${owner}:role/delivery"
      subnet_ids         = ["${subnet}"]
      security_group_ids = ["sg-1"]
    }
  }`,
      );
    const world = await deployed(
      `${search("subnet-1")}output "vpc" {\n  value = "in \${aws_kinesis_firehose_delivery_stream.logs.opensearch_configuration[0].vpc_config[0].vpc_id}"\n}\n`,
    );
    expect(await outputs(world)).toEqual({ vpc: expect.stringMatching(/^in vpc-[0-9a-f]{17}$/) });
    world.write(provider + search("subnet-2"));
    expect(await world.plan()).toEqual({ "aws_kinesis_firehose_delivery_stream.logs": ["delete", "create"] });
  });

  test("an error in a nested block points at its line", async () => {
    const world = await startWorld();
    world.write(
      provider +
        delivery(
          'destination = "s3"',
          `extended_s3_configuration {${bucketBlock}    processing_configuration {
      processors {
        type = "Lambda"
        parameters {
          parameter_name  = "LambdaArn"
          parameter_value = ""
        }
      }
    }
    s3_backup_configuration {
      role_arn           = "delivery"
      bucket_arn         = "arn:aws:s3:::logs"
      compression_format = "gzip"
    }
  }`,
        ),
    );
    const { diagnostics } = JSON.parse((await world.terraform("validate", "-json")).stdout) as {
      diagnostics: { severity: string; summary: string; snippet: { code: string } }[];
    };
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const found = errors.map(({ summary, snippet }) => [snippet.code.trim(), summary]);
    const within = "extended_s3_configuration.0";
    expect(found).toEqual(
      expect.arrayContaining([
        [
          'destination = "s3"',
          'expected destination to be one of ["elasticsearch" "extended_s3" "http_endpoint" "iceberg" "opensearch" "opensearchserverless" "redshift" "snowflake" "splunk"], got s3',
        ],
        [
          'role_arn           = "delivery"',
          expect.stringContaining(`"${within}.s3_backup_configuration.0.role_arn" (delivery) is an invalid ARN`),
        ],
        [
          'compression_format = "gzip"',
          'expected compression_format to be one of ["UNCOMPRESSED" "GZIP" "ZIP" "Snappy" "HADOOP_SNAPPY"], got gzip',
        ],
        [
          'parameter_value = ""',
          `expected length of ${within}.processing_configuration.0.processors.0.parameters.0.parameter_value to be in the range (1 - 5120), got `,
        ],
      ]),
    );
    expect(found).toHaveLength(4);
  });

  test("what is deprecated is a warning at its line, and is so in the schema", async () => {
    const world = await startWorld();
    world.write(`${provider}
data "aws_region" "here" {
  name = "${region}"
}
resource "aws_iam_role" "w" {
  assume_role_policy  = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "logs.amazonaws.com" }, Action = "sts:AssumeRole" }] })
  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonKinesisFullAccess"]
  inline_policy {}
}
`);
    const { diagnostics } = JSON.parse((await world.terraform("validate", "-json")).stdout) as {
      diagnostics: { severity: string; summary: string; detail: string }[];
    };
    const deprecated = diagnostics.filter(({ summary }) => summary === "Argument is deprecated");
    expect(deprecated.map(({ severity, detail }) => [severity, detail.split(". ")[0]]).sort()).toEqual([
      ["warning", "inline_policy is deprecated"],
      ["warning", "managed_policy_arns is deprecated"],
      ["warning", "name is deprecated"],
    ]);
    const { resources, dataSources } = await schemasOf(world);
    const { attributes, block_types } = resources.aws_iam_role?.block ?? { attributes: {} };
    expect(attributes.managed_policy_arns?.deprecated).toBe(true);
    expect(block_types?.inline_policy?.block.deprecated).toBe(true);
    expect(dataSources.aws_region?.block.attributes.name?.deprecated).toBe(true);
    expect(dataSources.aws_region?.block.attributes.region?.deprecated).toBeUndefined();
  });

  test("what is never kept in a state is so in the schema", async () => {
    const world = await startWorld();
    world.write(provider);
    const { resources } = await schemasOf(world);
    expect(resources.aws_ssm_parameter?.block.attributes.value_wo?.write_only).toBe(true);
    expect(resources.aws_ssm_parameter?.block.attributes.value?.write_only).toBeUndefined();
  });
});
