import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readTerraformInvocation } from "../../../cli/src/guard/invocation.ts";
import { refuseProject } from "../../../cli/src/guard/project.ts";
import { realState } from "./real-state.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "project-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Started {
  args?: readonly string[];
  workspace?: string;
  extraArgs?: string;
}

function refuse(
  files: Readonly<Record<string, string | object>>,
  { args = ["plan"], workspace, extraArgs = "" }: Started = {},
): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  refuseProject(readTerraformInvocation({ folder, args, workspace, env: { TF_CLI_ARGS_plan: extraArgs } }));
}

const block = (backend: string) => `terraform {\n  required_version = ">= 1"\n  ${backend} {}\n}\n`;
const [s3, local] = [block('backend "s3"'), block('backend "local"')];

test.each([
  [{ "main.tf": `# header\n${s3}` }, "s3"],
  [{ "main.tf": `// header\n${block("backend http")}` }, "http"],
  [{ "main.tf": `/* header */ ${block('backend "gcs"')}` }, "gcs"],
  [{ "main.tf": `locals { url = "https://example.com" }\n${s3}` }, "s3"],
  [{ "main.tf": `locals { all = "/*" }\n${s3}` }, "s3"],
  [{ "main.tf": `locals { quoted = "\\"/*" }\n${s3}` }, "s3"],
  [{ "main.tf": `locals { nested = "\${join("}/*", ["{"])} $\${" }\n${s3}` }, "s3"],
  [{ "main.tf": `locals { escaped = "$\${" }\n${s3}` }, "s3"],
  [{ "main.tf": `locals { escaped = "%%{" }\n${s3}` }, "s3"],
  [{ "main.tf": `locals {\n  text = <<-EOT\n    /* "\n    EOT\n}\n${s3}` }, "s3"],
  [{ "main.tf": `# ends with its line alone \u2028 "\n${s3}` }, "s3"],
  [{ "main.tf": `locals { code = "\${ 1 /* 5" } */ }"\n}\n${s3}` }, "s3"],
  [{ "main.tf": `locals {\n  code = "\${ 1 # 5"\n  }"\n}\n${s3}` }, "s3"],
  [{ "main.tf": `locals {\n  code = "\${ <<A\n5" }\nA\n  }"\n}\n${s3}` }, "s3"],
  [{ "main.tf": `locals {\n  inner = <<A\n\${ <<A\n1\nA\n} 5"\nA\n}\n${s3}` }, "s3"],
  [{ "main.tf": `locals {\n  text = <<A\n5\u2028A\n5"\nA\n}\n${s3}` }, "s3"],
  [{ "main.tf": `\ufeff${s3.replaceAll("\n", "\r\n")}` }, "s3"],
  [{ "main.tf": 'terraform{backend"s3"{}}' }, "s3"],
  [{ "main.tf": block("cloud") }, "cloud"],
  [{ "main.tf": `terraform {\n  required_providers {\n    aws = {}\n  }\n  backend "s3" {}\n}` }, "s3"],
  [{ "main.tf.json": { terraform: { backend: { gcs: {} } } } }, "gcs"],
  [{ "main.tf.json": { terraform: [{ cloud: {} }] } }, "cloud"],
  // What Terraform takes for JSON, and JSON.parse reads otherwise or not at all.
  [{ "main.tf.json": [{ terraform: [{ backend: [{ gcs: [{}] }] }] }] }, "gcs"],
  [{ "main.tf.json": '{"terraform":{"backend":{"gcs":{}}},"terraform":{}}' }, "gcs"],
  [{ "main.tf.json": '{"terraform":{"backend":{"gcs":{}},"backend":{}}}' }, "gcs"],
  [{ "main.tf.json": '{"terr\\u0061form":[null,{"backend":{"gcs":{}}}]}' }, "gcs"],
  [{ "main.tf.json": '{"//":"\\x","locals":{"one":01},"terraform":{"backend":{"gcs":{}}}} and extraArgs' }, "gcs"],
  [{ "main.tofu": s3 }, "s3"],
  [{ "main.tf": local, "state_override.tf": s3 }, "s3"],
  [{ "a_override.tf": local, "b_override.tf.json": { terraform: { backend: { s3: {} } } } }, "s3"],
  // Read by tofu alone, and by neither.
  [{ "main.tf": s3, "override.tofu": local }, "s3"],
  [{ "main.tf": s3, "._override.tf": local }, "s3"],
  [{ ".log-destinations/terraform/terraform.tfstate": { backend: { type: "pg", config: {} } } }, "pg"],
])("%j is refused", (files, backend) => {
  expect(() => refuse(files)).toThrow(`keeps its state in the backend ${backend}`);
});

test.each([
  { "main.tf": local },
  { "main.tf": '# terraform { backend "s3" {} }\n/* terraform { backend "s3" {} } */' },
  { "main.tf": `locals {\n  text = <<EOT\n${s3}EOT\n  other = "terraform { backend \\"s3\\" {} }"\n}\n` },
  { "main.tf": 'resource "aws_thing" "terraform" {\n  cloud {}\n  backend "s3" {}\n}\n' },
  { "main.tf": s3, "override.tf": local },
  { "main.tf.json": { "//": 'terraform":{"backend":{"s3":{}}}', locals: { terraform: { backend: { s3: {} } } } } },
  { "main.tf": block("cloud"), "state_override.tf.json": { terraform: { backend: { local: {} } } } },
  { "cdktf.out/stacks/.DS_Store": "", "terraform.tfstate.d/.DS_Store": "" },
  { "cdktf.out/stacks/stale/cdk.tf.json": { terraform: { backend: { s3: {} } } } },
])("%j is not refused", (files) => {
  expect(() => refuse(files)).not.toThrow();
});

const live = "terraform.tfstate.d/live/terraform.tfstate";

test.each<[Record<string, string | object>, Started, string | undefined]>([
  [{ "terraform.tfstate": realState }, {}, "terraform.tfstate"],
  [{ "terraform.tfstate": realState }, { args: ["apply"], workspace: "local" }, undefined],
  [{ "terraform.tfstate": realState }, { args: ["-no-color", "workspace", "select", "other"] }, undefined],
  [{ [live]: realState }, {}, undefined],
  [{ [live]: realState }, { workspace: "live" }, live],
  [{ [live]: realState, ".log-destinations/terraform/environment": "live\n" }, {}, live],
  [
    { "main.tf": 'terraform {\n  backend "local" {\n    path = "other.tfstate"\n  }\n}', "other.tfstate": realState },
    {},
    "other.tfstate",
  ],
  [
    { "cdk.tf.json": { terraform: { backend: { local: { path: "a.tfstate" } } } }, "a.tfstate": realState },
    {},
    "a.tfstate",
  ],
  [{ "a.tfstate": realState }, { args: ["apply", "-state=a.tfstate"] }, "a.tfstate"],
  [{ "a b.tfstate": realState }, { args: ["-chdir=.", "destroy", "--state", "a b.tfstate"] }, "a b.tfstate"],
  [{ "infra/a.tfstate": realState }, { args: ["-chdir=infra", "apply", "-state-out=a.tfstate"] }, "infra/a.tfstate"],
  [{ "a.tfstate": realState }, { args: ["init", "-backend-config=path=a.tfstate", "-force-copy"] }, "a.tfstate"],
  [{ "a.tfstate": realState }, { args: ["apply"], extraArgs: " -lock=false -state=a.tfstate" }, "a.tfstate"],
  [{ "a b.tfstate": realState }, { args: ["apply"], extraArgs: `"-state=a b.tfstate"` }, "a b.tfstate"],
  [{ "a'b.tfstate": realState }, { args: ["apply"], extraArgs: `-state 'a'\\'"b.tfstate"` }, "a'b.tfstate"],
  [{ "a.tfstate": realState }, { args: ["apply", "-state=b.tfstate", "-var=-state=a.tfstate"] }, undefined],
  [{ "b.tfbackend": 'path = "b.tfstate"' }, { args: ["init", "-backend-config", "b.tfbackend", "-state"] }, undefined],
])("of the files %j, started with %j, the state that terraform will use is checked", (files, started, refused) => {
  const act = () => refuse(files, started);
  if (refused === undefined) expect(act).not.toThrow();
  else expect(act).toThrow(`${refused} holds a real aws_cloudwatch_log_group`);
});
