import { LogDestination, LogSubscriber } from "@log-destinations/cdktf";
import { TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { destination, minimal, organization } from "../central.ts";
import { synth } from "../synth.ts";

describe("refused", () => {
  test("a policy from the very byte on that is too many", () => {
    const subscribers = [LogSubscriber.accounts(Array.from({ length: 300 }, (_, n) => `${n + 1e11}`))];
    const message = thrownBy(() => destination({ destinationName: "n".repeat(512), subscribers }));
    const over = Number(/can come to (\d+) bytes/.exec(message)?.[1]) - 5120;
    expect(() => destination({ destinationName: "n".repeat(512 - over), subscribers })).not.toThrow();
    expect(() => destination({ destinationName: "n".repeat(513 - over), subscribers })).toThrow(/5121 bytes/);
  });

  test("a policy that can outgrow 5,120 bytes, with how many accounts fit", () => {
    const accounts = (count: number) => [
      LogSubscriber.accounts(Array.from({ length: count }, (_, n) => `${n + 1e11}`)),
      LogSubscriber.organization(organization),
    ];
    const message = thrownBy(() => destination({ subscribers: accounts(400) }));
    expect(message).toMatch(/can come to \d+ bytes; the service takes 5120/);
    const fit = Number(/which is (\d+) accounts/.exec(message)?.[1]);
    expect(() => destination({ subscribers: accounts(fit) })).not.toThrow();
    expect(() => destination({ subscribers: accounts(fit + 1) })).toThrow(/5120/);
    expect(() => destination({ subscribers: accounts(fit) }, {})).toThrow(/or give region/);
  });

  test("a policy that outgrows them without any account, with what is shorter", () => {
    const path = (n: number) => `${organization}/r-ab12/ou-ab12-${String(n).padStart(32, "0")}/*`;
    const subscribers = [LogSubscriber.organizationPaths(Array.from({ length: 100 }, (_, n) => path(n)))];
    expect(thrownBy(() => destination({ subscribers }))).toMatch(
      /the service takes 5120\. Name the whole organization, or a unit further up/,
    );
  });

  test("a path that can outgrow them, which is five units deep at most", () => {
    const paths = (count: number) => () =>
      synth((stack) => {
        const path = (n: number) => new TerraformVariable(stack, `path${n}`, { type: "string" }).stringValue;
        const subscribers = [LogSubscriber.organizationPaths(Array.from({ length: count }, (_, n) => path(n)))];
        new LogDestination(stack, "Central", { ...minimal, subscribers });
      });
    expect(paths(11)).not.toThrow();
    expect(paths(12)).toThrow(/5120/);
  });
});

function thrownBy(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}
