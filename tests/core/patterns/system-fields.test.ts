import { parseFieldSelectionCriteria } from "@log-destinations/core/service";
import { expect, test } from "vitest";

const fields = { "@aws.account": "111122223333", "@aws.region": "eu-west-1" };

test.each<[string, boolean]>([
  ['@aws.region = "eu-west-1"', true],
  ['@aws.region="us-east-1"', false],
  ['@aws.region != "eu-west-1"', false],
  ['@aws.account IN ["222233334444", "111122223333"]', true],
  ['@aws.account in["222233334444"]', false],
  ['@aws.region NOT IN ["cn-north-1"]', true],
  ['@aws.region not  in [ "eu-west-1" , "cn-north-1" ]', false],
  ['@aws.account = "111122223333" AND @aws.region = "us-east-1"', false],
  ['@aws.account = "222233334444" OR @aws.region = "eu-west-1"', true],
  ['@aws.region = "eu-west-1" OR @aws.region = "x" AND @aws.account = "x"', true],
  [' @aws.region = "eu-west-1" ', true],
])("%s is %s of an event of 111122223333 in eu-west-1", (criteria, holds) => {
  expect(parseFieldSelectionCriteria(criteria)?.(fields)).toBe(holds);
});

test.each([
  "",
  " ",
  "@aws.region",
  "@aws.region = eu-west-1",
  '@aws.partition = "aws"',
  "@aws.region IN []",
  '@aws.region IN "eu-west-1"',
  '@aws.region = "a" @aws.region = "b"',
  '@aws.region = "a" AND',
  '@aws.region = "a" XOR @aws.region = "b"',
  '(@aws.region = "a")',
])("%j is no criteria", (criteria) => {
  expect(parseFieldSelectionCriteria(criteria)).toBeUndefined();
});
