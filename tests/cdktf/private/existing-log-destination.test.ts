import { type ILogDestination, LogDestination, type LogDestinationAttributes } from "@log-destinations/cdktf";
import { TerraformVariable, Token } from "cdktf";
import { describe, expect, test } from "vitest";
import { synth } from "../synth.ts";

describe("what is known of a destination that stands elsewhere", () => {
  const arn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
  const known = (attributes: (variable: TerraformVariable) => LogDestinationAttributes) => {
    const found: ILogDestination[] = [];
    synth((stack) => {
      const variable = new TerraformVariable(stack, "v", { type: "string" });
      found.push(LogDestination.fromDestinationAttributes(stack, "Central", attributes(variable)));
    });
    return found[0] as ILogDestination;
  };

  test("is taken from its ARN before a token", () => {
    const token = ({ stringValue }: TerraformVariable) => stringValue;
    expect(known((v) => ({ destinationArn: arn, region: token(v), destinationName: token(v) }))).toMatchObject({
      region: "eu-west-1",
      destinationName: "central",
    });
  });

  test("is what is given where the ARN is a token", () => {
    const given = { region: "us-east-2", destinationName: "central" };
    expect(known(({ stringValue }) => ({ destinationArn: stringValue, ...given }))).toMatchObject(given);
  });

  test("is that nothing is known of the role where only a token tells", () => {
    const required = (value: unknown) =>
      known(() => ({ destinationArn: arn, subscriptionRoleRequired: value as boolean })).subscriptionRoleRequired;
    expect(required(Token.asAny(`\${data.terraform_remote_state.x}`))).toBeUndefined();
    expect(required(null)).toBeUndefined();
    expect(required(false)).toBe(false);
    expect(required(true)).toBe(true);
  });

  test("is refused where it contradicts the ARN", () => {
    expect(() => known(() => ({ destinationArn: arn, destinationName: "other" }))).toThrow(
      /destinationName is "other", but destinationArn says central; leave destinationName out/,
    );
  });

  test("is refused where it is no Region", () => {
    expect(() =>
      synth((stack) => LogDestination.fromDestinationName(stack, "Central", "central", { region: "eu-west-1a" })),
    ).toThrow(/expected a Region's code/);
  });
});
