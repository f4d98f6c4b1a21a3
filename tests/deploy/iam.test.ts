import { expect, test } from "vitest";
import { owner, provider } from "./configuration.ts";
import { describeDeploys, startWorld, type World } from "./world.ts";

const trust = (service: string, condition = "") => `jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "${service}.amazonaws.com" }, Action = "sts:AssumeRole"${condition} }]
  })`;
const allow = (action: string, resource = '"*"', more = "") =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = ${resource}${more} }] })`;

const role = (body = "") => `
resource "aws_iam_role" "writer" {
  name               = "writer"
  assume_role_policy = ${trust("logs")}
  ${body}
}
`;
const stream = `
resource "aws_kinesis_stream" "logs" {
  name        = "logs"
  shard_count = 1
}
`;
const policy = `
resource "aws_iam_policy" "put" {
  name_prefix = "put-"
  path        = "/logs/"
  policy      = ${allow("kinesis:PutRecord", "aws_kinesis_stream.logs.arn")}
}
`;
const attachment = `
resource "aws_iam_role_policy_attachment" "put" {
  role       = aws_iam_role.writer.name
  policy_arn = aws_iam_policy.put.arn
}
`;
const destination = (dependsOn: string) => `
resource "aws_cloudwatch_log_destination" "central" {
  name       = "central"
  role_arn   = aws_iam_role.writer.arn
  target_arn = aws_kinesis_stream.logs.arn
  depends_on = [${dependsOn}]
}
`;

/** Applies, finds nothing more to do, and destroys all. */
async function wholeCycle(world: World, configuration: string): Promise<void> {
  world.write(provider + configuration);
  expect(await world.apply()).toMatchObject({ errors: [] });
  expect(await world.plan()).toEqual({});
  const destroyed = await world.terraform("destroy", "-auto-approve", "-no-color");
  expect(destroyed).toMatchObject({ code: 0 });
  expect((await world.client().describeDestinations()).destinations).toEqual([]);
  expect([world.local.control.roleArns(owner), world.local.control.policyArns(owner)]).toEqual([[], []]);
}

describeDeploys("roles and their policies", () => {
  test.each([
    ["an attachment", role() + policy + attachment + destination("aws_iam_role_policy_attachment.put")],
    [
      "the attachments of a policy",
      role() +
        policy +
        `resource "aws_iam_policy_attachment" "put" {\n name = "put"\n roles = [aws_iam_role.writer.name]\n policy_arn = aws_iam_policy.put.arn\n}\n` +
        destination("aws_iam_policy_attachment.put"),
    ],
    [
      "managed_policy_arns",
      role('managed_policy_arns = [aws_iam_policy.put.arn, "arn:aws:iam::aws:policy/AmazonS3FullAccess"]') +
        policy +
        destination(""),
    ],
    [
      "a policy of AWS",
      role('managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonKinesisFullAccess"]') + destination(""),
    ],
    [
      "an inline_policy",
      role(`inline_policy {\n name = "put"\n policy = ${allow("kinesis:PutRecord")}\n }`) + destination(""),
    ],
    [
      "a company's boundary, beside the company's policies",
      role('permissions_boundary = aws_iam_policy.boundary.arn\n tags = { team = "logs" }') +
        policy +
        attachment +
        `resource "aws_iam_policy" "boundary" {\n name = "boundary"\n policy = ${allow("kinesis:*", '"*"', ', Condition = { StringEquals = { "aws:PrincipalTag/team" = "logs", "aws:RequestedRegion" = "eu-west-1" } }')}\n}\n` +
        `resource "aws_iam_role_policy_attachment" "read" {\n role = aws_iam_role.writer.name\n policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}\n` +
        destination("aws_iam_role_policy_attachment.put"),
    ],
    [
      "a policy that is looked up by its name",
      role() +
        `data "aws_iam_policy" "put" {\n name = "AmazonKinesisFullAccess"\n}\n` +
        `resource "aws_iam_role_policy_attachment" "put" {\n role = aws_iam_role.writer.name\n policy_arn = data.aws_iam_policy.put.arn\n}\n` +
        destination("aws_iam_role_policy_attachment.put"),
    ],
  ])("a destination by %s", async (_, configuration) => {
    await wholeCycle(await startWorld(), stream + configuration);
  });

  test("roles of other services stand beside, with conditions of their own", async () => {
    const externalId = `, Condition = { StringEquals = { "sts:ExternalId" = "${owner}" } }`;
    const others = `
resource "aws_iam_role" "delivery" {
  name               = "delivery"
  assume_role_policy = ${trust("firehose", externalId)}
}
resource "aws_iam_role_policy" "delivery" {
  role   = aws_iam_role.delivery.id
  policy = ${allow("kms:Decrypt", '"*"', ', Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }')}
}
resource "aws_iam_role" "github" {
  name               = "github"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "arn:aws:iam::${owner}:oidc-provider/token.actions.githubusercontent.com" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:org/*" } }
    }]
  })
}
resource "aws_iam_role" "function" {
  name               = "function"
  assume_role_policy = ${trust("lambda", ', Condition = { StringEquals = { "aws:PrincipalTag/team" = "logs" } }')}
  inline_policy {
    name   = "pass"
    policy = ${allow("iam:PassRole", '"*"', ', Condition = { StringEquals = { "iam:PassedToService" = "ecs.amazonaws.com" }, Bool = { "aws:SecureTransport" = "true" } }')}
  }
}
`;
    await wholeCycle(
      await startWorld(),
      stream + role() + policy + attachment + destination("aws_iam_role_policy_attachment.put") + others,
    );
  });

  test("a condition that cannot be evaluated refuses the destination, not the plan; a note names the key", async () => {
    const world = await startWorld();
    const fromAddress = ', Condition = { IpAddress = { "aws:SourceIp" = "192.0.2.0/24" } }';
    const inline = `inline_policy {\n name = "put"\n policy = ${allow("kinesis:PutRecord", '"*"', fromAddress)}\n }`;
    world.write(provider + stream + role(inline) + destination(""));
    expect(Object.keys(await world.plan())).toHaveLength(3);
    const { errors } = await world.apply();
    expect(errors).toEqual([expect.stringContaining("Could not deliver test message")]);
    expect(world.notes).toEqual([
      expect.stringContaining("Statement[0] of the policy put uses the condition key aws:SourceIp"),
    ]);
  });

  test("the statement of a policy changes in place, and a role without it fails at once", async () => {
    const world = await startWorld();
    const all = stream + role() + policy + attachment + destination("aws_iam_role_policy_attachment.put");
    world.write(provider + all);
    expect(await world.apply()).toMatchObject({ errors: [], added: 5 });
    world.write(provider + all.replace("kinesis:PutRecord", "kinesis:Get*"));
    expect(await world.plan()).toEqual({ "aws_iam_policy.put": ["update"] });
    await world.apply();
    world.write(provider + all.replace("kinesis:PutRecord", "kinesis:Get*").replaceAll('"central"', '"other"'));
    expect((await world.apply()).errors).toEqual([expect.stringContaining("Could not deliver test message")]);
    expect(world.notes).toEqual([expect.stringContaining("none of its policies allows kinesis:PutRecord")]);
  });

  test("is imported, each by its id", async () => {
    const world = await startWorld();
    const body =
      'permissions_boundary = "arn:aws:iam::aws:policy/PowerUserAccess"\n description = "d"\n max_session_duration = 7200\n tags = { team = "logs" }';
    const all =
      stream + role(body) + policy.replace('name_prefix = "put-"', 'name = "put"\n description = "d"') + attachment;
    world.write(provider + all);
    expect(await world.apply()).toMatchObject({ errors: [] });
    const policyArn = `arn:aws:iam::${owner}:policy/logs/put`;
    for (const [address, id] of [
      ["aws_iam_role.writer", "writer"],
      ["aws_iam_policy.put", policyArn],
      ["aws_iam_role_policy_attachment.put", `writer/${policyArn}`],
    ] as const) {
      await world.terraform("state", "rm", address);
      expect(await world.terraform("import", address, id)).toMatchObject({ code: 0 });
    }
    expect(await world.plan()).toEqual({});
  });

  test("what somebody else attached to a policy or role that is managed as a whole is detached by the next apply", async () => {
    const world = await startWorld();
    const { control } = world.local;
    const exclusive = `resource "aws_iam_role_policy_attachments_exclusive" "writer" {\n role_name = aws_iam_role.writer.name\n policy_arns = [aws_iam_role_policy_attachment.put.policy_arn]\n}\n`;
    world.write(provider + stream + role() + policy + attachment + exclusive);
    expect(await world.apply()).toMatchObject({ errors: [] });
    const [arn = ""] = control.roleArns(owner);
    const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    const before = control.role(arn);
    control.declare({ roles: { [arn]: { ...before, managedPolicyArns: [administrator] } as never } });
    expect(await world.plan()).toEqual({
      "aws_iam_role_policy_attachment.put": ["create"],
      "aws_iam_role_policy_attachments_exclusive.writer": ["update"],
    });
    await world.apply();
    expect(control.role(arn)).toEqual(before);
  });

  test("data sources find what the world knows, and print the declaration of what it does not", async () => {
    const world = await startWorld({
      declarations: {
        roles: { [`arn:aws:iam::${owner}:role/company/shared`]: { trust: { Statement: { Effect: "Allow" } } } },
      },
    });
    const data = (type: string, name: string, body: string) => `data "${type}" "${name}" {\n ${body}\n}\n`;
    world.write(
      `${provider}${data("aws_iam_role", "shared", 'name = "shared"')}${data("aws_iam_roles", "all", 'path_prefix = "/company/"')}` +
        `output "shared" {\n value = [data.aws_iam_role.shared.path, tolist(data.aws_iam_roles.all.names)[0]]\n}\n`,
    );
    expect(await world.apply()).toMatchObject({ errors: [] });
    const { stdout } = await world.terraform("output", "-json", "shared");
    expect(JSON.parse(stdout)).toEqual(["/company/", "shared"]);
    world.write(provider + data("aws_iam_role", "missing", 'name = "missing"'));
    expect((await world.apply()).errors).toEqual([
      expect.stringContaining(
        `NoSuchEntity: The role with name missing cannot be found.\nMake it in this stack, or declare it for --config with its document in the place of {}: {"roles":{"arn:aws:iam::${owner}:role/missing":{"trust":{}}}}.`,
      ),
    ]);
  });
});
