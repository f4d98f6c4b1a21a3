import { mayPutSubscriptionFilter } from "@log-destinations/core";
import { mayAssumeRole, rolePermits } from "@log-destinations/core/service";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOfRuns } from "../share-of-runs.ts";
import { type OracleRequest, opinionOn, type Truth } from "./oracle.ts";
import {
  accessPolicies,
  destinationArn,
  owner,
  rolePolicies,
  streamArn,
  subscriber,
  trustPolicies,
  trustSource,
} from "./random-policies.ts";

/** The same decisions in each run. */
const decisions = (seed: number, numRuns: number) => ({ seed, numRuns: numRuns * shareOfRuns });

type Keys = [name: string, values: readonly (string | undefined)[], isList?: boolean][];
const keysOf = (keys: Keys): OracleRequest["keys"] =>
  new Map(
    keys
      .filter(([, [value]]) => value !== undefined)
      .map(([name, values, isList]) => [name.toLowerCase(), { values: values as string[], isList }]),
  );

test("who may subscribe is what IAM's documentation says", { timeout: 120_000 }, () => {
  const seen = new Map<Truth, number>();
  fc.assert(
    fc.property(accessPolicies, subscriber, (policy, asks) => {
      const { account, organization, organizationPath, principalId } = asks as typeof asks & Record<string, string>;
      const action = "logs:PutSubscriptionFilter";
      const { answer, denied, allows } = opinionOn([policy], {
        caller: { kind: "AWS", names: [account, principalId ?? account] },
        action,
        resource: destinationArn,
        keys: keysOf([
          ["aws:PrincipalOrgID", [organization]],
          ["aws:PrincipalOrgPaths", [organizationPath], true],
        ]),
        allowedByItself: account === owner,
        knowsVariables: false,
        knowsTypes: false,
      });
      seen.set(answer, (seen.get(answer) ?? 0) + 1);

      const decision = mayPutSubscriptionFilter({ policy, destinationArn, owner, subscriber: asks });
      const { reason } = { reason: undefined, ...decision };
      expect(decision.allowed ? "yes" : reason === "undecided" ? "open" : "no").toBe(answer);
      expect(reason === "explicit-deny").toBe(denied);
      if (decision.allowed && account !== owner) {
        expect(decision.roleRequired).toBe(allows.every(({ Condition }) => Condition !== undefined));
      }
    }),
    decisions(11, 8_000),
  );
  // Each answer is a good part of them, so that none is agreed upon by chance.
  for (const answer of ["yes", "no", "open"] as const) expect(seen.get(answer)).toBeGreaterThan(250 * shareOfRuns);
});

test("on whose behalf a role is assumed is what IAM's documentation says", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(trustPolicies, trustSource, (policy, source) => {
      const { account, organization, organizationPath } = source as typeof source & Record<string, string>;
      const { answer } = opinionOn([policy], {
        caller: { kind: "Service", names: ["logs.amazonaws.com", "logs.eu-west-1.amazonaws.com"] },
        action: "sts:AssumeRole",
        keys: keysOf([
          ["aws:SourceAccount", [account]],
          ["aws:SourceOrgID", [organization]],
          ["aws:SourceOrgPaths", [organizationPath], true],
        ]),
        knowsVariables: true,
        knowsTypes: true,
      });
      const verdict = mayAssumeRole(policy, source);
      expect(verdict.answer === "undecided" ? "open" : verdict.answer, verdict.reason).toBe(answer);
    }),
    decisions(12, 4_000),
  );
});

test("what a role may do is what IAM's documentation says", { timeout: 120_000 }, () => {
  const role = { arn: `arn:aws:iam::${owner}:role/central`, tags: { stream: "central" } };
  const request: OracleRequest = {
    caller: { kind: "AWS", names: [] },
    identityBased: true,
    action: "kinesis:PutRecord",
    resource: streamArn,
    keys: keysOf([
      ["aws:PrincipalAccount", [owner]],
      ["aws:RequestedRegion", ["eu-west-1"]],
      ["aws:PrincipalTag/stream", ["central"]],
      ["aws:PrincipalArn", [role.arn]],
      ["aws:SecureTransport", ["true"]],
    ]),
    knowsVariables: true,
    knowsTypes: true,
  };
  fc.assert(
    fc.property(rolePolicies, (documents) => {
      const policies = documents.map((document, index) => ({ name: `p${index}`, document }));
      const verdict = rolePermits({ policies }, { action: "kinesis:PutRecord", resource: streamArn, streamArn, role });
      const { answer } = opinionOn(documents, request);
      expect(verdict.answer === "undecided" ? "open" : verdict.answer, verdict.reason).toBe(answer);
    }),
    decisions(13, 4_000),
  );
});
