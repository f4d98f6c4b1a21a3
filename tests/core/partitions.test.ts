import { partitionOf } from "@log-destinations/core";
import { expect, it } from "vitest";

it.each([
  ["eu-west-1", "aws"],
  ["mars-north-1", "aws"],
  ["cn-northwest-1", "aws-cn"],
  ["us-gov-east-1", "aws-us-gov"],
  ["eusc-de-east-1", "aws-eusc"],
  ["us-iso-west-1", "aws-iso"],
  ["us-isob-east-1", "aws-iso-b"],
  ["eu-isoe-west-1", "aws-iso-e"],
  ["eu-isof-west-1", "aws-iso-f"],
])("%s is in the partition %s", (region, name) => {
  expect(partitionOf(region).name).toBe(name);
});
