import { expect, test } from "vitest";
import type { Values } from "../../../terraform/src/protocol/types.ts";
import { firehose, type Generated, leastOf, modelled } from "../modelled/generated-configurations.ts";
import { ProtocolClient } from "../protocol-client.ts";

test("a Firehose stream tells the service which log groups its pipeline logs into, as it is and as it becomes", async () => {
  const of = modelled.find(({ destination }) => destination === "extended_s3") as Generated;
  const least = leastOf(of);
  const [bucket] = least.extended_s3_configuration as Values[];
  const withPipeline = (enabled: boolean): Values => ({
    ...least,
    extended_s3_configuration: [
      {
        ...bucket,
        cloudwatch_logging_options: [{ enabled, log_group_name: "/firehose/errors", log_stream_name: "s" }],
        processing_configuration: [
          {
            enabled: true,
            processors: [
              {
                type: "Lambda",
                parameters: [
                  {
                    parameter_name: "LambdaArn",
                    parameter_value: "arn:aws:lambda:eu-west-1:111122223333:function:transform:$LATEST",
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
  const client = new ProtocolClient();
  const state = (await client.create(firehose, withPipeline(true))) as Values;
  const logged = () => client.logs.control.stream(String(state.arn))?.pipelineLogGroups;
  expect(logged()).toEqual(["/firehose/errors", "/aws/lambda/transform"]);
  const { planned } = await client.plan(firehose, withPipeline(false), state);
  await client.apply(firehose, state, planned);
  expect(logged()).toEqual(["/aws/lambda/transform"]);
});

test("a Firehose stream tells the service which Kinesis data stream it reads", async () => {
  const kinesis_stream_arn = "arn:aws:kinesis:eu-west-1:111122223333:stream/central";
  const of = modelled.find(({ destination }) => destination === "extended_s3") as Generated;
  const source = { kinesis_stream_arn, role_arn: "arn:aws:iam::111122223333:role/reader" };
  const client = new ProtocolClient();
  const state = await client.create(firehose, { ...leastOf(of), kinesis_source_configuration: [source] });
  const declared = client.logs.control.stream(String(state?.arn));
  expect(declared).toMatchObject({ source: "KinesisStreamAsSource", kinesisStreamArn: kinesis_stream_arn });
});
