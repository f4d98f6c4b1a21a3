import { LogDestination, LogSubscriber } from "@log-destinations/cdktf";
import { TerraformOutput } from "cdktf";
import { describe, expect, test } from "vitest";
import { minimal, organization } from "../central.ts";
import { only, synth } from "../synth.ts";

describe("what senders need, as an output", () => {
  const exported = (subscribers: LogSubscriber[], provider?: { region?: string }) =>
    synth((stack) => {
      const central = new LogDestination(stack, "Central", minimal);
      central.exportForSenders();
      central.grantSubscribe(...subscribers);
    }, provider);

  test("tells the ARN, the Region and whether a role is needed", () => {
    const synthesized = exported([LogSubscriber.organization(organization)]);
    const { address } = only(synthesized, "aws_cloudwatch_log_destination");
    expect(synthesized.output?.log_destination?.value).toEqual({
      destination_arn: `\${${address}.arn}`,
      destination_name: "central",
      region: "eu-west-1",
      subscription_role_required: true,
    });
  });

  test("needs a name of its own within the stack", () => {
    const twice = (...names: string[]) =>
      synth((stack) => {
        for (const [index, name] of names.entries()) {
          new LogDestination(stack, `Central${index}`, { ...minimal, destinationName: `${index}` }).exportForSenders(
            name,
          );
        }
      });
    expect(() => twice("central", "central")).toThrow(/the output central belongs to stack\/Central0 already/);
    expect(() => twice("central", "other")).not.toThrow();
    expect(() => twice("log destination")).toThrow(/"log destination"; expected letters, digits, _ and -/);
  });

  test("says so where something is not known", () => {
    const mixed = [LogSubscriber.organization(organization), LogSubscriber.account("111122223333")];
    expect(exported(mixed, {}).output?.log_destination?.value).toMatchObject({
      region: null,
      subscription_role_required: null,
    });
  });
});

describe("an output for senders", () => {
  test("is in the way of nothing that the destination makes", () => {
    const synthesized = synth((stack) => {
      const destination = new LogDestination(stack, "Central", minimal);
      for (const name of ["Policy", "Resource", "Role"]) destination.exportForSenders(name);
      destination.grantSubscribe(LogSubscriber.account("111122223333"));
    });
    expect(Object.keys(synthesized.output ?? {})).toEqual(["Policy", "Resource", "Role"]);
  });

  test("is refused where the stack has an output of that name, which it would be merged with", () => {
    const beside = (name: string) => () =>
      synth((stack) => {
        new LogDestination(stack, "Central", minimal).exportForSenders(name);
        new TerraformOutput(stack, "log_destination", { value: "mine" });
      });
    expect(beside("log_destination")).toThrow(/the stack has an output log_destination of its own.*another name/);
    expect(beside("other")).not.toThrow();
  });
});
