import { CloudWatchLogsClient, TestMetricFilterCommand } from "@aws-sdk/client-cloudwatch-logs";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";
import { describe, expect, test } from "vitest";
import { owner, refusal, region, send } from "../wire.ts";

const lines = [
  '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /apache_pb.gif HTTP/1.0" 200 1534',
  '127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /apache_pb.gif HTTP/1.0" 500 5324',
  '127.0.0.1 - frank [10/Oct/2000:13:50:35 -0700] "GET /apache_pb.gif HTTP/1.0" 200 4355',
];
const errors = [
  "02 May 2014 00:34:14,663 [INFO] Executing SQL Query",
  "02 May 2014 00:34:16,142 [ERROR] Unhanded exception: InvalidQueryException",
  "02 May 2014 00:34:16,224 [ERROR] Terminating the application",
];

const answerTo = (filterPattern: unknown, logEventMessages: unknown, notes: string[] = []) =>
  send(new LocalLogs({ onNote: (line) => notes.push(line) }), "TestMetricFilter", { filterPattern, logEventMessages });

describe("TestMetricFilter, by the examples of its page", () => {
  test("numbers the messages that match, with the values of their fields", async () => {
    const values = {
      $1: "127.0.0.1",
      $2: "-",
      $3: "frank",
      $5: "GET /apache_pb.gif HTTP/1.0",
      $status_code: "200",
    };
    expect((await answerTo("[..., status_code=200, size]", lines)).body).toEqual({
      matches: [
        {
          eventNumber: 0,
          eventMessage: lines[0],
          extractedValues: { ...values, $4: "10/Oct/2000:13:25:15 -0700", $size: "1534" },
        },
        {
          eventNumber: 2,
          eventMessage: lines[2],
          extractedValues: { ...values, $4: "10/Oct/2000:13:50:35 -0700", $size: "4355" },
        },
      ],
    });
  });

  test("terms give no values", async () => {
    expect((await answerTo('"[ERROR]" Exception', errors)).body).toEqual({
      matches: [{ eventNumber: 1, eventMessage: errors[1], extractedValues: {} }],
    });
    expect((await answerTo("nothing", errors)).body).toEqual({ matches: [] });
  });

  test("the AWS SDK reads the answer", async () => {
    const server = await serve(new LocalLogs());
    const credentials = { accessKeyId: owner, secretAccessKey: "any" };
    const client = new CloudWatchLogsClient({ endpoint: server.url, region, credentials });
    const command = new TestMetricFilterCommand({ filterPattern: "%ERR%", logEventMessages: errors });
    const { matches } = await client.send(command);
    expect(matches?.map(({ eventNumber }) => eventNumber)).toEqual([1, 2]);
    await server.close();
  });
});

describe("TestMetricFilter refuses", () => {
  test("what is no filter pattern, and notes why", async () => {
    const notes: string[] = [];
    const answer = refusal("InvalidParameterException", "If a filter pattern starts with '[' it must end with ']'");
    expect(await answerTo("[a, b", lines, notes)).toMatchObject(answer);
    expect(notes).toEqual([expect.stringContaining("does not end with ]")]);
  });

  test.each([
    ["no messages", "x", [], "logEventMessages"],
    ["more than 50 messages", "x", Array(51).fill("x"), "logEventMessages"],
    ["an empty message", "x", [""], "logEventMessages"],
    ["messages left out", "x", undefined, "logEventMessages"],
    ["the pattern left out", undefined, ["x"], "filterPattern"],
    ["a pattern of 1025 characters", "x".repeat(1025), ["x"], "filterPattern"],
  ])("%s", async (_, filterPattern, logEventMessages, member) => {
    const answer = refusal("InvalidParameterException", expect.stringContaining(`'${member}`));
    expect(await answerTo(filterPattern, logEventMessages)).toMatchObject(answer);
  });

  test("nothing at the bounds", async () => {
    expect(await answerTo("x".repeat(1024), Array(50).fill("x"))).toMatchObject({ status: 200 });
  });
});
