import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AttemptReport, LogDestinationsClient } from "@log-destinations/core";
import ts from "typescript";
import { expect, it } from "vitest";
import { credentials, noBackOff } from "./client/serving.ts";

noBackOff();

type Recipe = (tracer: object) => (report: AttemptReport) => void;

/** The example of the README that names OpenTelemetry, as it is written there. */
function recipe(): Recipe {
  const page = readFileSync(join(import.meta.dirname, "../../core/README.md"), "utf8");
  const [, code = ""] = /^```ts\n((?:(?!^```).)*?@opentelemetry\/api.*?)^```$/ms.exec(page) ?? [];
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exported: { spanOfAttempt?: Recipe } = {};
  new Function("exports", outputText)(exported);
  return exported.spanOfAttempt as Recipe;
}

it("the README's recipe makes a span of each attempt", async () => {
  const spans: Record<string, unknown>[] = [];
  // In the shape of a tracer of @opentelemetry/api.
  const tracer = {
    startSpan(name: string, options: object) {
      const span: Record<string, unknown> = { name, ...options };
      spans.push(span);
      return {
        setStatus: (status: object) => Object.assign(span, { status }),
        end: (endTime: number) => Object.assign(span, { endTime }),
      };
    },
  };
  const answers = [
    Response.json({ __type: "ThrottlingException" }, { status: 400, headers: { "x-amzn-requestid": "id-1" } }),
    Response.json({ destinations: [] }),
  ];
  const client = new LogDestinationsClient({
    region: "eu-west-1",
    credentials,
    fetch: async () => answers.shift() as Response,
    onAttempt: recipe()(tracer),
  });
  await client.describeDestinations();
  const method = { "rpc.system": "aws-api", "rpc.service": "CloudWatchLogs", "rpc.method": "DescribeDestinations" };
  const times = { kind: 2, startTime: expect.any(Number), endTime: expect.any(Number) };
  const each = { name: "CloudWatchLogs/DescribeDestinations", ...times };
  const first = { "http.request.resend_count": 0, "aws.request_id": "id-1", "error.type": "ThrottlingException" };
  expect(spans).toEqual([
    {
      ...each,
      attributes: { ...method, ...first, "http.response.status_code": 400 },
      status: { code: 2, message: "ThrottlingException, then retry" },
    },
    { ...each, attributes: { ...method, "http.request.resend_count": 1, "http.response.status_code": 200 } },
  ]);
});
