import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { providerVersionsIn } from "../../../cli/src/guard/provider-versions.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "versions-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

test("a folder that says nothing has no version", () => {
  write("main.tf", 'resource "aws_vpc" "required_providers" {}\n');
  expect(providerVersionsIn(folder)).toEqual({ locked: undefined, constraints: [] });
});

test("a file whose name begins with a dot, which Terraform passes over, says nothing", () => {
  write(".old.tf", 'terraform { required_providers { aws = { source = "hashicorp/aws", version = "~> 5.0" } } }');
  expect(providerVersionsIn(folder).constraints).toEqual([]);
});

test.each([
  [
    "a source and a version",
    'terraform { required_providers { aws = { source = "hashicorp/aws", version = "~> 6.0" } } }',
  ],
  [
    "another provider in front, a comment and another name",
    `terraform {
      required_providers {
        random = { source = "hashicorp/random", version = "3.0" }
        # aws = { version = "1.0" }
        main = {
          version = "~> 6.0"
          source  = "registry.terraform.io/hashicorp/aws"
        }
      }
    }`,
  ],
  ["no source", 'terraform { required_providers { aws = { version = "~> 6.0" } } }'],
])("the constraint of required_providers is found with %s", (_, text) => {
  write("versions.tf", text);
  expect(providerVersionsIn(folder).constraints).toEqual([{ constraint: "~> 6.0", file: "versions.tf" }]);
});

test("a provider of the same name and another source is another one", () => {
  write("main.tf", 'terraform { required_providers { aws = { source = "me/aws", version = "1.0" } } }');
  expect(providerVersionsIn(folder).constraints).toEqual([]);
});

test("the constraint of a synthesized stack is found", () => {
  const aws = { source: "aws", version: "6.25.0" };
  write(
    "cdk.tf.json",
    JSON.stringify({ terraform: { required_providers: { aws: { ...aws, source: "hashicorp/aws" } } } }),
  );
  expect(providerVersionsIn(folder).constraints).toEqual([{ constraint: "6.25.0", file: "cdk.tf.json" }]);
});

test.each([
  ["another name", { main: { source: "registry.terraform.io/hashicorp/aws", version: "6.25.0" } }, ["6.25.0"]],
  ["another source", { aws: { source: "me/aws", version: "6.25.0" } }, []],
  ["no source", { aws: { version: "6.25.0" } }, ["6.25.0"]],
])("a synthesized stack with %s has these constraints: %o", (_, required_providers, expected) => {
  write("cdk.tf.json", JSON.stringify({ terraform: { required_providers, backend: { aws: { version: "1.0" } } } }));
  expect(providerVersionsIn(folder).constraints.map(({ constraint }) => constraint)).toEqual(expected);
});

test("the version of the lock file is that of the AWS provider", () => {
  write(
    ".terraform.lock.hcl",
    `provider "registry.terraform.io/hashicorp/random" {
      version = "3.0.0"
    }
    provider "registry.terraform.io/hashicorp/aws" {
      version     = "6.30.0"
      constraints = "~> 6.0"
    }`,
  );
  expect(providerVersionsIn(folder).locked).toBe("6.30.0");
});
