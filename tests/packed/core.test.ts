import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmptyProject, installPacked } from "./tarballs.ts";

const core = join(import.meta.dirname, "../../core");
const workspace = createRequire(import.meta.url);

/** Lists two destinations over a transport that is a function. */
const listing = `
const page = { destinations: [{ destinationName: "a", targetArn: "t", roleArn: "r", arn: "x", creationTime: 1 }] };
const client = new LogDestinationsClient({
  region: "eu-west-1",
  credentials: { accessKeyId: "111122223333", secretAccessKey: "none" },
  fetch: async () => Response.json(page),
});
client.destinations().toArray().then((all) => console.log(all.length, typeof nodeFetch()));
`;

describe("the core as npm packs it, in a project of its own", { timeout: 120_000 }, () => {
  let project: EmptyProject;
  const run = (command: string, ...args: string[]) => project.run(command, ...args);
  const file = (name: string, content: string) => project.file(name, content);

  beforeAll(() => {
    project = installPacked("core");
  });
  afterAll(() => project.remove());

  it("brings no other package with it", () => {
    const installed = JSON.parse(readFileSync(join(project.folder, "node_modules/.package-lock.json"), "utf8"));
    expect(Object.keys(installed.packages)).toEqual(["node_modules/@log-destinations/core"]);
  });

  it("is imported by an ES module", () => {
    const names = (from: string) => `import { LogDestinationsClient } from "${from}";`;
    const node = 'import { nodeFetch } from "@log-destinations/core/node";';
    const script = file("esm.mjs", `${names("@log-destinations/core")}${node}${listing}`);
    expect(run(process.execPath, script)).toBe("1 function\n");
  });

  it("is required by CommonJS, which Node takes since 20.19", () => {
    const script = file(
      "cjs.cjs",
      `const { LogDestinationsClient } = require("@log-destinations/core");
       const { nodeFetch } = require("@log-destinations/core/node");${listing}`,
    );
    expect(run(process.execPath, "--no-warnings", script)).toBe("1 function\n");
  });

  it("has what calls the service at its main entry, and what stands in for it at another", () => {
    const script = file(
      "names.mjs",
      `const entries = ["", "/node", "/patterns", "/records", "/service"].map((name) => import("@log-destinations/core" + name));
       console.log(JSON.stringify((await Promise.all(entries)).map((entry) => Object.keys(entry))));`,
    );
    const [main, node, patterns, records, service] = JSON.parse(run(process.execPath, script));
    expect(main).toEqual([
      "DestinationsApi",
      "EnsureError",
      "LogDestinationsClient",
      "LogsConnection",
      "LogsError",
      "Pacer",
      "SigV4",
      "accessPolicy",
      "accessPolicyDocument",
      "accountsThatFit",
      "assumeRole",
      "checkAccessPolicy",
      "destinationArn",
      "ensureAccountSubscription",
      "ensureDestination",
      "ensureSubscriptionFilter",
      "fetchFailure",
      "findAccountSubscription",
      "findDestination",
      "findSubscriptionFilter",
      "fleetDestinations",
      "fromEnvironment",
      "fromSdk",
      "isLogsError",
      "isUnreadable",
      "maxAccessPolicyBytes",
      "mayPutAccountPolicy",
      "mayPutSubscriptionFilter",
      "mergeAccessPolicies",
      "observeAttempts",
      "paginateAccountPolicies",
      "paginateDestinations",
      "paginateLogGroups",
      "paginateSubscriptionFilters",
      "parseAccessPolicy",
      "parseArn",
      "parseDestinationArn",
      "parseSelectionCriteria",
      "parseSubscriptionPolicy",
      "partitionOf",
      "policyBytes",
      "removeAccountSubscription",
      "removeDestination",
      "removeSubscriptionFilter",
      "samePolicy",
      "selectionCriteria",
      "subscriptionPolicyDocument",
      "webHashing",
    ]);
    expect(node).toEqual(["fromDefaultChain", "fromProviderChain", "nodeFetch", "sharedConfig"]);
    expect(patterns).toEqual(["FilterPatternError", "explainFilterPattern", "matchesFilterPattern"]);
    expect(records).toEqual(["LogRecordError", "readFirehoseEvent", "readKinesisRecords", "readLogRecords"]);
    expect(service).toEqual([
      "FilterPatternError",
      "accountIdPattern",
      "accountPolicyNameShape",
      "accountPolicyTypes",
      "bucketNameShape",
      "checkAccountPolicy",
      "checkDryRun",
      "checkNeighbour",
      "checkRolePolicy",
      "compareNames",
      "conditionHolds",
      "coversAction",
      "coversResource",
      "defaultKeyPolicy",
      "deliveryBuffering",
      "deliveryStreamNameShape",
      "describeShape",
      "destinationNameShape",
      "destinationRequestsPerSecond",
      "distributions",
      "filterNameShape",
      "filterPatternProblem",
      "filterPatternShape",
      "fitsShape",
      "functionPolicy",
      "functionTakesNoRole",
      "isAwsManagedKey",
      "isEvaluable",
      "isKnownOperator",
      "isObject",
      "isPolicyArn",
      "isRoleArn",
      "isRolePropagationError",
      "keptPattern",
      "keyStates",
      "logGroupClassShape",
      "logGroupNameShape",
      "logGroupOfDeliveryStream",
      "logGroupOfFunction",
      "matchesPattern",
      "maxAccessPolicyBytes",
      "maxAccountPolicyLength",
      "maxInlineRolePolicyLength",
      "maxPageSize",
      "maxSelectionCriteriaBytes",
      "maxSubscriptionFilters",
      "maxTags",
      "maxTrustPolicyLength",
      "mayAssumeRole",
      "mayCallerAssumeRole",
      "mayInvokeFunction",
      "memberViolations",
      "neighbourRules",
      "noTargetOf",
      "operations",
      "organizationIdPattern",
      "organizationPathPattern",
      "parameterNameShape",
      "parseFieldSelectionCriteria",
      "parseFunctionArn",
      "parseStreamArn",
      "policyRefusalTexts",
      "readFilterPattern",
      "refuseUnknown",
      "regionPattern",
      "retentionDays",
      "roleNameShape",
      "rolePathShape",
      "rolePermits",
      "showValue",
      "streamNameShape",
      "streamNeedsRole",
      "systemFields",
      "tagKeyShape",
      "tagValueShape",
      "taggedArnShape",
      "tagsShape",
      "undeliverableTexts",
      "unknownMembers",
      "unknownText",
      "violations",
      "writeActions",
    ]);
  });

  const bundled = async (source: string, platform: "browser" | "node" = "browser") => {
    const { outputFiles } = await build({
      stdin: { contents: source, resolveDir: project.folder },
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      platform,
      logLevel: "silent",
    });
    return outputFiles[0]?.text ?? "";
  };

  it("bundles for a browser, with nothing of Node in it", async () => {
    const all = await bundled(
      'export * from "@log-destinations/core"; export * from "@log-destinations/core/service"; export * from "@log-destinations/core/records"; export * from "@log-destinations/core/patterns";',
    );
    expect(all).not.toMatch(/\b(import|require)\b\s*\(?["'](node:)?(http|https|crypto|fs|buffer)["']/);
    await expect(bundled('export * from "@log-destinations/core/node";')).rejects.toThrow(/node:http/);
  });

  it("leaves a small program small", async () => {
    const everything = `import { LogsConnection, paginateDestinations } from "@log-destinations/core";
      const connection = new LogsConnection({ region: "eu-west-1" });
      const listing = paginateDestinations((request, options) => connection.call("DescribeDestinations", request, options));
      for await (const destination of listing) console.log(destination.arn);`;
    expect((await bundled(everything)).length).toBeLessThanOrEqual(15.5 * 1024);
    const pager = 'export { paginateDestinations } from "@log-destinations/core";';
    expect((await bundled(pager)).length).toBeLessThanOrEqual(3.1 * 1024);
  });

  it("adds nothing to a program over LogsConnection that it does not use", async () => {
    const connection = `import { LogsConnection } from "@log-destinations/core";
      new LogsConnection({ region: "eu-west-1" });`;
    const alone = await bundled(connection);
    // Fleets, ensure, policies, patterns: an id of a message is part of each.
    expect(alone.match(/\bLD1[4-9]\d\d\b/g)).toBeNull();
    expect(alone).not.toMatch(/propagationTimeout|onProgress|credential_process|DescribeDestinations/);
    const { exports } = JSON.parse(readFileSync(join(core, "package.json"), "utf8"));
    const subpaths = Object.keys(exports).filter((entry) => !entry.endsWith(".json"));
    expect(subpaths).toEqual(expect.arrayContaining(["./node", "./patterns"]));
    for (const subpath of subpaths) {
      const from = JSON.stringify(join("@log-destinations/core", subpath));
      const beside = `import * as rest from ${from}; import ${from}; ${connection}`;
      expect([subpath, (await bundled(beside, "node")).length]).toEqual([subpath, alone.length]);
    }
  });

  it("shows its sources in a stack trace", () => {
    const script = file(
      "trace.mjs",
      `import { LogsConnection } from "@log-destinations/core";
       try { new LogsConnection({ region: "" }); } catch (error) { console.log(error.stack); }`,
    );
    const trace = run(process.execPath, "--enable-source-maps", script);
    const [place] = /core\/src\/client\/endpoint\.ts(?=:\d+:\d+)/.exec(trace) ?? [];
    expect(existsSync(join(project.folder, "node_modules/@log-destinations", place ?? "no source in the trace"))).toBe(
      true,
    );
  });

  it("adds nothing to a program for what it does not use: files of credentials, roles and fleets", async () => {
    const program = `import { LogsConnection } from "@log-destinations/core";
      console.log(await new LogsConnection({ region: "eu-west-1" }).call("DescribeDestinations", {}));`;
    const alone = await bundled(program);
    expect(alone).not.toMatch(/credential_process|sso_|AssumeRole|security-credentials|CONNECT|fleet/i);
    const { exports } = JSON.parse(readFileSync(join(core, "package.json"), "utf8"));
    const entries = Object.keys(exports).filter((entry) => entry !== "./package.json");
    expect(entries).toContain("./node");
    for (const entry of entries) {
      const beside = `import * as unused from "@log-destinations/core${entry.slice(1)}";\n${program}`;
      expect((await bundled(beside, "node")).length, entry).toBe((await bundled(program, "node")).length);
    }
  });

  it("is clean to publint, and its types resolve in every way but that of CommonJS, which it has not", async () => {
    const { messages } = await publint({ pkgDir: core, strict: true });
    expect(messages).toEqual([]);
    const attw = join(workspace.resolve("@arethetypeswrong/cli/package.json"), "../dist/index.js");
    expect(() =>
      run(process.execPath, attw, project.tarballs.core as string, "--ignore-rules", "cjs-resolves-to-esm", "--quiet"),
    ).not.toThrow();
  });

  it("has one version for npm and JSR, and the same entries", () => {
    const read = (name: string) => JSON.parse(readFileSync(join(core, name), "utf8"));
    const [npm, jsr] = [read("package.json"), read("jsr.json")];
    expect(jsr).toMatchObject({ name: npm.name, version: npm.version, license: npm.license });
    expect(readFileSync(join(core, "src/client/version.ts"), "utf8")).toContain(`"${npm.version}"`);
    expect(Object.keys(jsr.exports)).toEqual(Object.keys(npm.exports).filter((entry) => entry !== "./package.json"));
  });
});
