import {
  LogDestination,
  LogDestinationPolicy,
  type LogDestinationProps,
  LogDestinationTarget,
  LogSubscriber,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { TerraformVariable, Token } from "cdktf";
import { describe, expect, test } from "vitest";
import { destination, organization, statements, trustedSources } from "../central.ts";
import { document, lookup, only, synth } from "../synth.ts";

const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
const minimal = { destinationName: "central", target };
const accounts = (count: number) => LogSubscriber.accounts(Array.from({ length: count }, (_, n) => `${n + 1e11}`));
const allRegions = Array.from({ length: 17 }, (_, n) => `eu-west-${n + 1}`);

function trustOf(synthesized: ReturnType<typeof synth>): string {
  return only(synthesized, "aws_iam_role").assume_role_policy as string;
}

/** The sources that the trust has, and its length where every token is as long as it can be. */
function trusted(synthesized: ReturnType<typeof synth>): { sources: string[]; length: number } {
  const role = only(synthesized, "aws_iam_role");
  const { Statement } = document(role, "assume_role_policy") as {
    Statement: { Condition: { StringLike: { "aws:SourceArn": string[] } } }[];
  };
  const length = trustOf(synthesized).replaceAll(/\$\{data\.aws_caller_identity[^}]*\}/g, "0".repeat(12)).length;
  return { sources: Statement.flatMap(({ Condition }) => Condition.StringLike["aws:SourceArn"]), length };
}

const regional = (count: number, subscribers: LogSubscriber[]) =>
  trusted(
    synth(
      (stack) =>
        new RegionalLogDestinations(stack, "Central", { ...minimal, regions: allRegions.slice(0, count), subscribers }),
    ),
  );

describe("a role shared by several Regions", () => {
  const shared = (open: (central: RegionalLogDestinations) => void) =>
    trusted(
      synth((stack) => {
        open(new RegionalLogDestinations(stack, "Central", { ...minimal, regions: ["eu-west-1", "us-east-2"] }));
      }),
    ).sources;

  test("trusts for any account where one Region's senders are not known, and would be left out", () => {
    const anyAccount = ["arn:aws:logs:eu-west-1:*:*", "arn:aws:logs:us-east-2:*:*"];
    expect(shared((central) => central.inRegion("eu-west-1").grantSubscribe(accounts(1)))).toEqual(anyAccount);
    const madeElsewhere = (central: RegionalLogDestinations) => {
      central.inRegion("eu-west-1").grantSubscribe(accounts(1));
      const destination = central.inRegion("us-east-2");
      new LogDestinationPolicy(central, "Policy", { destination, subscribers: [accounts(2)] });
    };
    expect(shared(madeElsewhere)).toEqual(anyAccount);
  });

  test("trusts for the senders alone once those of every Region are known", () => {
    expect(shared((central) => central.grantSubscribe(accounts(1)))).not.toContain("arn:aws:logs:eu-west-1:*:*");
  });
});

describe("with more accounts than have room Region by Region", () => {
  // The first number is what the documentation says.
  test.each([
    [1, 45],
    [2, 22],
    [3, 14],
    [5, 8],
    [8, 4],
    [17, 1],
  ])("%i Regions: %i accounts are trusted there, and more in any Region", (regions, fit) => {
    const place = /^arn:aws:logs:eu-west-\d+:/;
    const within = regional(regions, [accounts(fit)]);
    expect(within.length).toBeLessThanOrEqual(2048);
    expect(within.sources.every((source) => place.test(source))).toBe(true);
    const beyond = regional(regions, [accounts(fit + 1)]);
    expect(beyond.sources).toHaveLength(fit + 2);
    expect(beyond.sources).toContain("arn:aws:logs:*:100000000000:*");
    expect(beyond.sources).not.toContain("arn:aws:logs:*:*:*");
  });

  test.each([1, 17])("%i Regions: any account is trusted only when the accounts alone have no room", (regions) => {
    const most = 57;
    expect(regional(regions, [accounts(most)]).length).toBeLessThanOrEqual(2048);
    expect(regional(regions, [accounts(most)]).sources).toHaveLength(most + 1);
    expect(regional(regions, [accounts(most + 1)]).sources).toEqual(
      allRegions.slice(0, regions).map((region) => `arn:aws:logs:${region}:*:*`),
    );
  });
});

test("a token counts with the longest that it can stand for, so that IAM takes what synthesizes", () => {
  const confined = (count: number) => () =>
    synth((stack) => {
      const path = (n: number) => new TerraformVariable(stack, `path${n}`, { type: "string" }).stringValue;
      const props: LogDestinationProps = {
        ...minimal,
        subscribers: Array.from({ length: count }, (_, n) => LogSubscriber.organizationPath(path(n))),
        trustBySourceOrganization: true,
      };
      new LogDestination(stack, "Central", props);
    });
  // A path of five units is 417 characters at most.
  expect(confined(3)).not.toThrow();
  expect(confined(4)).toThrow(/trustBySourceOrganization is set, but for that many it would have \d+ characters.*2048/);
});

describe("whom the role trusts the service to act for", () => {
  const account = (id: string | number) => LogSubscriber.account(String(id).padStart(12, "0"));

  test("the owner, for the test message, and each account that may subscribe", () => {
    const synthesized = destination({ subscribers: [account(111122223333)], region: "eu-west-1" });
    const caller = lookup(synthesized, "aws_caller_identity");
    expect(trustedSources(synthesized)).toEqual([
      `arn:aws:logs:eu-west-1:\${${caller}.account_id}:*`,
      "arn:aws:logs:eu-west-1:111122223333:*",
    ]);
  });

  test("any account, once an organization lets in accounts that cannot be listed", () => {
    const synthesized = destination({
      subscribers: [account(111122223333), LogSubscriber.organization(organization)],
      region: "eu-west-1",
    });
    expect(trustedSources(synthesized)).toEqual(["arn:aws:logs:eu-west-1:*:*"]);
  });

  test("any account, once the list would outgrow what IAM takes", () => {
    const many = (count: number) =>
      destination({ subscribers: Array.from({ length: count }, (_, n) => account(n)), region: "eu-west-1" });
    const length = (count: number) => (only(many(count), "aws_iam_role").assume_role_policy as string).length;
    expect(trustedSources(many(40))).toHaveLength(41);
    expect(length(40)).toBeLessThanOrEqual(2048);
    expect(trustedSources(many(60))).toEqual(["arn:aws:logs:eu-west-1:*:*"]);
  });

  test("the organization's accounts alone, where that is asked for", () => {
    const path = `${organization}/r-ab12/ou-ab12-11111111/*`;
    const synthesized = destination({
      subscribers: [
        account(111122223333),
        LogSubscriber.organization(organization),
        LogSubscriber.organizationPath(path),
      ],
      trustBySourceOrganization: true,
      region: "eu-west-1",
    });
    const caller = lookup(synthesized, "aws_caller_identity");
    expect(
      statements(only(synthesized, "aws_iam_role"), "assume_role_policy").map(({ Condition }) => Condition),
    ).toEqual([
      {
        StringLike: {
          "aws:SourceArn": [
            `arn:aws:logs:eu-west-1:\${${caller}.account_id}:*`,
            "arn:aws:logs:eu-west-1:111122223333:*",
          ],
        },
      },
      {
        StringLike: { "aws:SourceArn": ["arn:aws:logs:eu-west-1:*:*"] },
        StringEquals: { "aws:SourceOrgID": [organization] },
      },
      {
        StringLike: { "aws:SourceArn": ["arn:aws:logs:eu-west-1:*:*"] },
        "ForAnyValue:StringLike": { "aws:SourceOrgPaths": [path] },
      },
    ]);
  });
});

describe("a list token of accounts", () => {
  const listed = (...others: LogSubscriber[]) =>
    trustOf(
      synth((stack) => {
        const { listValue } = new TerraformVariable(stack, "senders", { type: "list(string)" });
        const subscribers = [LogSubscriber.accounts(listValue), ...others, LogSubscriber.accounts(listValue)];
        new LogDestination(stack, "Central", { ...minimal, subscribers });
      }),
    );

  test("is counted by Terraform, which trusts any account where there are too many for IAM", () => {
    const trust = listed(accounts(1));
    const all = 'distinct(flatten([["100000000000"], var.senders]))';
    expect(trust).toContain(`"aws:SourceArn":\${jsonencode((length(${all}) <= 45) ? tolist(flatten([[`);
    expect(trust).toContain(`]])) : (length(${all}) <= 57) ? tolist(flatten([["arn:aws:logs:*:`);
    expect(trust).toContain(`formatlist("arn:%s:logs:%s:%s:*", "aws", "eu-west-1", ${all})`);
    expect(trust).toContain(': tolist(["arn:aws:logs:eu-west-1:*:*"]))}}}}]}');
  });

  test("leaves the trust to any account where what is known beside it fills it, or is an organization", () => {
    const anyAccount = '"aws:SourceArn":["arn:aws:logs:eu-west-1:*:*"]';
    expect(listed(accounts(56))).toContain("jsonencode");
    expect(listed(accounts(57))).toContain(anyAccount);
    expect(listed(LogSubscriber.organization(organization))).toContain(anyAccount);
  });
});

describe("a trust that was asked to be confined to organizations is refused", () => {
  const confined = (...subscribers: LogSubscriber[]) =>
    synth((stack) => {
      const central = new LogDestination(stack, "Central", { ...minimal, trustBySourceOrganization: true });
      central.grantSubscribe(...subscribers);
    });
  const inside = LogSubscriber.organization(organization);

  test("without one among the subscribers", () => {
    expect(() => confined(LogSubscriber.account("111122223333"))).toThrow(/no organization is among the subscribers/);
    expect(() => confined(inside)).not.toThrow();
  });

  test("beside a list token of organizations", () => {
    expect(() => confined(inside, LogSubscriber.organizations(Token.asList("list")))).toThrow(
      /an unknown number of organizations/,
    );
    expect(() => confined(inside, LogSubscriber.accounts(Token.asList("list")))).not.toThrow();
  });

  test("beside more accounts than IAM takes", () => {
    const accounts = LogSubscriber.accounts(Array.from({ length: 60 }, (_, n) => `${n + 1e11}`));
    expect(() => confined(inside, accounts)).toThrow(/it would have \d+ characters, and IAM takes 2048/);
  });
});
