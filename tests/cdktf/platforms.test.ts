import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, win32 } from "node:path";
import { LogDestination, LogDestinationPolicy, LogDestinationTarget, LogSubscriber } from "@log-destinations/cdktf";
import { letsSubscribe } from "@log-destinations/cdktf/testing";
import { describe, expect, test } from "vitest";
import { readImports } from "../imports.ts";
import { synth } from "./synth.ts";

const root = join(import.meta.dirname, "../..");
const imports = readImports().filter(({ from }) => from.startsWith("cdktf/"));
const crlf = (text: string) => text.replaceAll("\n", "\r\n");

describe("nothing in the constructs and their testing kit depends on the platform", () => {
  test("no module of Node is imported, so that no file, path or process is at hand", () => {
    const ofNode = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    expect(imports.length).toBeGreaterThan(50);
    expect(imports.filter(({ to }) => ofNode.has(to))).toEqual([]);
  });

  test("and no global of Node's is used", () => {
    const files = [...new Set(imports.map(({ from }) => from))];
    const users = files.filter((file) =>
      /\b(process|Buffer|__dirname|__filename)\b[.[]/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(users).toEqual([]);
  });

  test("a construct's path has slashes, and a name with a backslash is not taken apart", () => {
    const id = win32.join("logs", "central");
    const { output } = synth((stack) => {
      const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999900001111:stream/logs");
      new LogDestination(stack, id, { destinationName: "central", target }).exportForSenders();
    });
    expect(output).toHaveProperty("log_destination.value.destination_name", "central");
  });
});

describe("documents with the line ends of Windows mean the same", () => {
  const destinationArn = "arn:aws:logs:eu-west-1:999900001111:destination:central";
  const accessPolicy = (principal: unknown) =>
    JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: principal },
            Action: "logs:PutSubscriptionFilter",
            Resource: destinationArn,
          },
        ],
      },
      undefined,
      2,
    );
  const put = (document: string) => {
    const { annotations: _, ...json } = synth((stack) => {
      const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
      new LogDestinationPolicy(stack, "Policy", { destination, accessPolicy: document });
    });
    return json;
  };

  test("an access policy lets the same accounts in", () => {
    const synthesized = put(crlf(accessPolicy("111122223333")));
    expect(letsSubscribe(synthesized, { account: "111122223333" }).passes).toBe(true);
    expect(letsSubscribe(synthesized, { account: "444455556666" }).passes).toBe(false);
  });

  test("and is refused with the same words", () => {
    const messageOf = (document: string) => {
      try {
        put(document);
      } catch (error) {
        return (error as Error).message;
      }
      return undefined;
    };
    const wrong = accessPolicy("arn:aws:iam::111122223333:root");
    expect(messageOf(wrong)).toContain("111122223333");
    expect(messageOf(crlf(wrong))).toBe(messageOf(wrong));
  });

  test("a synthesized stack that is read from a file is read, a byte order mark before it or not", () => {
    const synthesized = JSON.stringify(put(accessPolicy("111122223333")), undefined, 2);
    for (const text of [synthesized, crlf(synthesized), `\ufeff${crlf(synthesized)}`]) {
      expect(letsSubscribe(text, { account: "111122223333" }).passes).toBe(true);
    }
  });

  test("an id with the rest of a line end is shown as it is", () => {
    expect(() => LogSubscriber.account("111122223333\r")).toThrow('got "111122223333\\r"; expected an account id');
  });
});
