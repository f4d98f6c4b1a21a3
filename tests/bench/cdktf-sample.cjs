/**
 * One sample for `cdktf.ts`, in a process and on plain `require`, so that no loader's time is counted:
 * `node cdktf-sample.cjs raw|constructs COUNT OUTDIR`.
 */
const [side, count, outdir] = process.argv.slice(2);
const target = "arn:aws:kinesis:eu-west-1:999999999999:stream/logs";
const sender = "111122223333";

const sides = {
  constructs() {
    const { LogDestination, LogDestinationTarget, LogSubscriber } = require("@log-destinations/cdktf");
    return (stack) => {
      for (const name of names()) {
        new LogDestination(stack, name, {
          destinationName: name,
          target: LogDestinationTarget.kinesisStream(target),
          subscribers: [LogSubscriber.account(sender)],
        });
      }
    };
  },
  raw() {
    require("cdktf");
    const { CloudwatchLogDestination } = require("@cdktf/provider-aws/lib/cloudwatch-log-destination");
    const { CloudwatchLogDestinationPolicy } = require("@cdktf/provider-aws/lib/cloudwatch-log-destination-policy");
    const { DataAwsCallerIdentity } = require("@cdktf/provider-aws/lib/data-aws-caller-identity");
    const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
    const { IamRolePolicy } = require("@cdktf/provider-aws/lib/iam-role-policy");
    return (stack) => {
      const { accountId } = new DataAwsCallerIdentity(stack, "Caller");
      for (const name of names()) {
        const role = new IamRole(stack, `${name}-role`, {
          namePrefix: "log-destination-",
          description: "CloudWatch Logs writes to the target of a log destination with this role",
          assumeRolePolicy: document({
            Effect: "Allow",
            Principal: { Service: "logs.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              StringLike: { "aws:SourceArn": [accountId, sender].map((id) => `arn:aws:logs:eu-west-1:${id}:*`) },
            },
          }),
        });
        const rolePolicy = new IamRolePolicy(stack, `${name}-role-policy`, {
          name: "write-to-target",
          role: role.id,
          policy: document({ Effect: "Allow", Action: "kinesis:PutRecord", Resource: target }),
        });
        const destination = new CloudwatchLogDestination(stack, name, {
          name,
          targetArn: target,
          roleArn: role.arn,
          dependsOn: [rolePolicy],
        });
        new CloudwatchLogDestinationPolicy(stack, `${name}-policy`, {
          destinationName: name,
          accessPolicy: document({
            Sid: "Accounts",
            Principal: { AWS: sender },
            Effect: "Allow",
            Action: "logs:PutSubscriptionFilter",
            Resource: destination.arn,
          }),
          dependsOn: [destination],
        });
      }
    };
  },
};

function names() {
  return Array.from({ length: Number(count) }, (_, index) => `central-${index}`);
}

function document(statement) {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** Processor time, which other processes disturb less than the time on the wall. */
function clock() {
  const started = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
}

const imported = clock();
const build = sides[side]();
const importMs = imported();

const { App, TerraformStack } = require("cdktf");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const synthesized = clock();
const app = new App({ outdir });
const stack = new TerraformStack(app, "stack");
new AwsProvider(stack, "Aws", { region: "eu-west-1" });
build(stack);
app.synth();

process.stdout.write(
  JSON.stringify({
    import: importMs,
    synth: synthesized(),
    peak: process.resourceUsage().maxRSS / 1024,
  }),
);
