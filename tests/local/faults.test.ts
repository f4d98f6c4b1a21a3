import { LocalLogs, type LocalLogsOptions } from "@log-destinations/local";
import { describe, expect, test, vi } from "vitest";
import { failingCallbacks, refusal, role, send, stream } from "./wire.ts";

describe("what should never happen", () => {
  function broken(options: LocalLogsOptions): LocalLogs {
    let isBroken = false;
    const clock = () => {
      if (isBroken) throw new RangeError("of hush-hush");
      return 0;
    };
    const local = new LocalLogs({ clock, ...options });
    isBroken = true;
    return local;
  }

  test("is answered without its message, and told with it", async () => {
    const faults: unknown[] = [];
    const local = broken({ onFault: (error) => faults.push(error) });
    expect(await send(local, "DescribeDestinations", {})).toMatchObject(
      refusal("ServiceUnavailableException", "internal error [LD3300]", 500),
    );
    expect(faults).toEqual([new RangeError("of hush-hush")]);
  });

  test.each([
    ["by default", {}],
    [
      "where onFault throws itself",
      {
        onFault: (error: unknown) => {
          throw error;
        },
      },
    ],
  ])("goes to standard error %s: where it came from, and not what it says", async (_, options) => {
    const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await send(broken(options), "DescribeDestinations", {})).toMatchObject({ status: 500 });
    expect(written.mock.calls.flat()).toEqual([
      expect.stringMatching(/^log-destinations: internal error: RangeError\n {4}at .*faults\.test\.ts/),
    ]);
    expect(String(written.mock.calls)).not.toContain("hush");
  });

  test.each(failingCallbacks)("an onNote that %s changes no answer", async (_, onNote) => {
    const faults: unknown[] = [];
    const local = new LocalLogs({ strict: true, onNote, onFault: (error) => faults.push(error) });
    const request = { destinationName: "central", targetArn: stream, roleArn: role };
    expect(await send(local, "PutDestination", request)).toMatchObject(
      refusal("InvalidParameterException", expect.stringContaining("Could not deliver test message")),
    );
    expect(faults).toEqual([new Error("mine")]);
  });
});
