import { expect, test } from "vitest";
import { central, owner, provider, region } from "./configuration.ts";
import { describeDeploys, startWorld } from "./world.ts";

const firehose = `
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  name        = "logs"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn   = "arn:aws:iam::${owner}:role/delivery"
    bucket_arn = "arn:aws:s3:::logs"
  }
}`;

/** Hubs in which nothing asks for the policy of the role to be there before the destination. */
const kinesisHub = provider + central().replace("depends_on = [aws_iam_role_policy.write]", "");
const firehoseHub = kinesisHub
  .replace(/resource "aws_kinesis_stream" "logs" \{[^}]*\}/, firehose)
  .replaceAll("aws_kinesis_stream.logs", "aws_kinesis_firehose_delivery_stream.logs")
  .replace("kinesis:PutRecord", "firehose:PutRecord");

/** Holds the policy of the role back until the destination has been tried. */
const heldBack = (hub: string) =>
  `${hub}
resource "terraform_data" "later" {
  provisioner "local-exec" {
    command = "sleep 0.5"
  }
}`.replace('resource "aws_iam_role_policy" "write" {', "$&\n  depends_on = [terraform_data.later]");

/** A filter that goes straight to a stream, with a role made beside it. */
const filterHub = `${central()
  .replace(/resource "aws_cloudwatch_log_destination(_policy)?" "central" \{[\s\S]*?\n\}\n/g, "")
  .replace("aws_cloudwatch_log_destination.central.arn", "aws_kinesis_stream.logs.arn")
  .replace("depends_on      = [aws_cloudwatch_log_destination_policy.central]", "role_arn = aws_iam_role.writer.arn")}`;

const waited = (action: string, minutes: number) =>
  expect.stringMatching(
    new RegExp(
      `^${action}: it had to wait for aws_iam_role_policy \\(write\\) \\[LD4530\\]\nOn AWS .* up to ${minutes} minutes`,
    ),
  );

describeDeploys("order", () => {
  test.each([
    ["a Kinesis hub", kinesisHub, "creating CloudWatch Logs Destination \\(central\\)", 2, 7],
    ["a Firehose hub", firehoseHub, "creating CloudWatch Logs Destination \\(central\\)", 2, 7],
    [
      "a filter with a role",
      provider + filterHub,
      "putting CloudWatch Logs Subscription Filter \\(to-central\\)",
      5,
      5,
    ],
  ])("%s waits for the policy of its role, and says so", async (_, hub, action, minutes, added) => {
    const world = await startWorld();
    world.write(heldBack(hub));
    const applied = await world.apply();
    expect(applied).toMatchObject({ errors: [], added: added + 1 });
    expect(applied.warnings.filter((warning) => warning.includes("depends_on"))).toEqual([waited(action, minutes)]);
    expect(world.notes).toEqual([]);
    expect(await world.plan()).toEqual({});
    expect(await world.apply("-destroy")).toMatchObject({ errors: [], removed: added + 1 });
  });

  test("a hub whose policy comes when it likes is made, 20 times of 20", async () => {
    const world = await startWorld();
    world.write(kinesisHub);
    for (let run = 1; run <= 20; run++) {
      expect({ run, ...(await world.apply()) }).toMatchObject({ run, errors: [], added: 7 });
      expect(await world.apply("-destroy", "-refresh=false")).toMatchObject({ errors: [], removed: 7 });
    }
  }, 120_000);

  test("a role that lacks a permission fails at once, although another role's policy is still to come", async () => {
    const world = await startWorld();
    const other = `
resource "aws_iam_role" "other" {
  name               = "other"
  assume_role_policy = aws_iam_role.writer.assume_role_policy
}
resource "aws_iam_role_policy" "other" {
  name       = "other"
  role       = aws_iam_role.other.name
  policy     = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kinesis:PutRecord", Resource = aws_cloudwatch_log_destination.central.arn }] })
}`;
    world.write(provider + central({ action: "kinesis:GetRecords" }) + other);
    const { errors } = await world.apply();
    expect(errors).toEqual([expect.stringContaining("none of its policies allows kinesis:PutRecord")]);
    expect(errors[0]).not.toContain("depends_on");
  });

  test("with a parallelism of 1, a policy that comes later is named as missing in depends_on", async () => {
    const world = await startWorld();
    const later = `
resource "aws_cloudwatch_log_group" "later" {
  name       = "/later"
  depends_on = [aws_kinesis_stream.logs]
}
resource "aws_cloudwatch_log_group" "last" {
  name       = "/last"
  depends_on = [aws_cloudwatch_log_group.later]
}`;
    const policy = 'resource "aws_iam_role_policy" "write" {';
    world.write(kinesisHub.replace(policy, `$&\n  depends_on = [aws_cloudwatch_log_group.last]`) + later);
    expect((await world.apply("-parallelism=1")).errors).toEqual([
      expect.stringMatching(/\nIt waits, and terraform runs 1 at once: .*aws_iam_role_policy \(write\) \[LD4531\]$/),
    ]);
  });

  test("a plan that was saved by another terraform is applied", async () => {
    const world = await startWorld();
    world.write(heldBack(kinesisHub));
    await world.terraform("plan", "-out=saved", "-input=false");
    const { code, stdout } = await world.terraform("apply", "-no-color", "saved");
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("it had to wait for aws_iam_role_policy"),
    });
    expect((await world.client().describeDestinations()).destinations).toMatchObject([
      { arn: `arn:aws:logs:${region}:${owner}:destination:central` },
    ]);
  });

  test("a plan that the same run saved is known where it is applied: a wrong permission fails at once", async () => {
    const world = await startWorld();
    world.write(kinesisHub.replace("kinesis:PutRecord", "kinesis:GetRecords"));
    await world.terraform("plan", "-out=saved", "-input=false");
    const { code, stderr } = await world.terraform("apply", "-no-color", "saved");
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Could not deliver test message"),
    });
  }, 60_000);

  test("a policy that depends on the destination that waits for it is named in seconds", async () => {
    const world = await startWorld();
    const policy = 'resource "aws_iam_role_policy" "write" {';
    world.write(
      kinesisHub
        .replace(policy, `$&\n  depends_on = [aws_cloudwatch_log_destination.central]`)
        .replace("aws_iam_role.writer.name", "aws_iam_role.writer.id"),
    );
    expect((await world.apply()).errors).toEqual([
      expect.stringMatching(/\naws_iam_role_policy \(write\) is planned, and terraform has nothing else to do/),
    ]);
  });

  test("a policy whose role is known only after apply is waited for, also behind a data source", async () => {
    const world = await startWorld();
    const data = `
data "aws_iam_role" "writer" {
  name = aws_iam_role.writer.name
}`;
    world.write(
      heldBack(kinesisHub + data)
        .replace("aws_iam_role.writer.name\n  policy", "aws_iam_role.writer.id\n  policy")
        .replace("= aws_iam_role.writer.arn", "= data.aws_iam_role.writer.arn"),
    );
    const applied = await world.apply();
    expect(applied).toMatchObject({ errors: [], added: 8 });
    expect(applied.warnings).toEqual([waited("creating CloudWatch Logs Destination \\(central\\)", 2)]);
    expect(await world.plan()).toEqual({});
  });
});
