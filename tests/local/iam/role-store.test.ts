import { describe, expect, test } from "vitest";
import { good, strictService, trustFor, undeliverable } from "../strict-service.ts";
import { role } from "../wire.ts";

const taken = { status: 200 };

describe("IAM takes its time", () => {
  test("a new role is unknown until the propagation time has passed", async () => {
    let now = 1_767_225_600_000;
    const { put, notes } = strictService(good, { propagation: 10_000, clock: () => now });
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual([expect.stringContaining("IAM has not spread the role yet")]);
    now += 10_000;
    expect(await put()).toMatchObject(taken);
  });

  test("a changed role is the old one until then, over several changes", async () => {
    let now = 1_767_225_600_000;
    const { local, put } = strictService(good, { propagation: 10_000, clock: () => now });
    now += 20_000;
    local.control.declare({ roles: { [role]: { trust: trustFor() } } });
    now += 6_000;
    local.control.declare({ roles: { [role]: good } });
    expect(await put()).toMatchObject(taken);
    now += 4_000;
    expect(await put()).toMatchObject(undeliverable);
    now += 6_000;
    expect(await put()).toMatchObject(taken);
  });
});
