import { LogDestination, LogDestinationTarget, LogSubscriber } from "@log-destinations/cdktf";
import { TerraformVariable } from "cdktf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAccessPolicy, mayPutSubscriptionFilter, type Subscriber } from "../../../core/src/index.ts";
import { only, synth } from "../synth.ts";

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const account = digits(12);
const organization = fc.stringMatching(/^o-[a-z0-9]{10,32}$/);
const unit = fc.tuple(organization, fc.stringMatching(/^r-[a-z0-9]{4}\/(ou-[a-z0-9]{4}-[a-z0-9]{8}\/){0,3}$/));

/** One subscriber, the account of it that asks to be let in, and whether its id is a variable. */
const entry = fc.oneof(
  account.map((id) => ({ make: LogSubscriber.account, id, asks: { account: id } as Subscriber })),
  fc.tuple(account, organization).map(([sender, id]) => ({
    make: LogSubscriber.organization,
    id,
    asks: { account: sender, organization: id } as Subscriber,
  })),
  fc.tuple(account, unit).map(([sender, [root, path]]) => ({
    make: LogSubscriber.organizationPath,
    id: `${root}/${path}*`,
    asks: { account: sender, organization: root, organizationPath: `${root}/${path}` } as Subscriber,
  })),
);
const stack = fc.record({
  name: fc.stringMatching(/^[A-Za-z0-9 ._#/@-]{1,60}$/),
  entries: fc.array(fc.tuple(entry, fc.boolean()), { minLength: 1, maxLength: 12 }),
  accountLevel: fc.boolean(),
  stranger: account,
});

test("whoever is named gets in and nobody else does, with literals and with variables", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(stack, ({ name, entries, accountLevel, stranger }) => {
      const values = new Map<string, string>();
      const synthesized = synth((scope) => {
        const subscribers = entries.map(([{ make, id }, variable], index) => {
          if (!variable) return make(id);
          values.set(`v${index}`, id);
          return make(new TerraformVariable(scope, `v${index}`, { type: "string" }).stringValue);
        });
        new LogDestination(scope, "Central", {
          destinationName: name,
          target: LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs"),
          subscribers,
          accountLevelSubscriptions: accountLevel,
        });
      });

      const destinationArn = `arn:aws:logs:eu-west-1:999999999999:destination:${name}`;
      const { access_policy } = only(synthesized, "aws_cloudwatch_log_destination_policy");
      const policy = String(access_policy)
        .replaceAll(/\$\{aws_cloudwatch_log_destination\.\w+\.arn\}/g, destinationArn)
        .replaceAll(/\$\{var\.(\w+)\}/g, (_, variable: string) => values.get(variable) ?? "");
      expect(checkAccessPolicy(policy, { destinationArn })).toEqual([]);

      const action = accountLevel ? "logs:PutAccountPolicy" : "logs:PutSubscriptionFilter";
      const allowed = (subscriber: Subscriber) =>
        mayPutSubscriptionFilter({ policy, destinationArn, owner: "999999999999", subscriber, action }).allowed;
      for (const [{ asks }] of entries) expect(allowed(asks)).toBe(true);
      fc.pre(!entries.some(([{ id }]) => id === stranger) && stranger !== "999999999999");
      expect(allowed({ account: stranger, organization: "o-none" })).toBe(false);
    }),
    { numRuns: 200 },
  );
});
