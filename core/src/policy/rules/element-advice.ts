import { isObject } from "../../json.ts";
import type { ElementRule, PolicyFinding } from "../finding.ts";

/** Elements that IAM's grammar does not have, or not in this form. Whether the service takes them is not known. [F356] */

const ofDocument = ["Version", "Id", "Statement"];
const ofStatement = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

export const unknownElements: ElementRule = (document) => [
  ...unknownIn("the document", document, ofDocument),
  ...writtenStatements(document).flatMap(({ at, statement }) => unknownIn(at, statement, ofStatement)),
];

function unknownIn(where: string, object: object, known: readonly string[]): PolicyFinding[] {
  return unknownNames(object, known).map((name) => ({
    rule: "unknown-element",
    severity: "advice",
    where,
    message: `has the element ${JSON.stringify(name)}, which no policy has: nothing is allowed or restricted by it`,
    remedy: remedyFor(name, known),
  }));
}

const versions = ["2012-10-17", "2008-10-17"];

export const versionNames: ElementRule = ({ Version }) =>
  Version === undefined || versions.includes(Version as string)
    ? []
    : [
        {
          rule: "version",
          severity: "advice",
          where: "Version",
          message: `is ${JSON.stringify(Version)}; the versions of the policy language are ${versions.join(" and ")}, as texts`,
          remedy: `write "${versions[0]}"`,
        },
      ];

/** [F357] */
export const statementIds: ElementRule = (document) => {
  const before = new Map<unknown, string>();
  return writtenStatements(document).flatMap(({ at, statement: { Sid } }): PolicyFinding[] => {
    if (Sid === undefined) return [];
    const finding = { rule: "sid", severity: "advice", where: `${at}.Sid` } as const;
    const shown = JSON.stringify(Sid);
    if (typeof Sid !== "string" || !/^[A-Za-z0-9]*$/.test(Sid)) {
      const remedy = "write letters and digits, without spaces, or leave it out";
      return [{ ...finding, message: `is ${shown}; IAM takes a text of the letters A to Z and digits alone`, remedy }];
    }
    const first = before.get(Sid);
    before.set(Sid, first ?? at);
    if (first === undefined) return [];
    return [
      { ...finding, message: `is ${shown}, as that of ${first} is`, remedy: "write another one, or leave it out" },
    ];
  });
};

const kinds = ["AWS", "Service", "Federated", "CanonicalUser"];

/** [F356] */
export const principalKinds: ElementRule = (document) =>
  writtenStatements(document).flatMap(({ at, statement }) =>
    ["Principal", "NotPrincipal"].flatMap((element) => {
      const written = statement[element];
      return unknownNames(isObject(written) ? written : {}, kinds).map((kind) => ({
        rule: "principal-kind" as const,
        severity: "advice" as const,
        where: `${at}.${element}`,
        message: `names principals of the kind ${JSON.stringify(kind)}, which IAM does not have: they are nobody`,
        remedy: remedyFor(kind, kinds),
      }));
    }),
  );

function unknownNames(object: object, known: readonly string[]): string[] {
  return Object.keys(object).filter((name) => !known.includes(name));
}

/** Leads to the known name that begins as the unknown one does. */
function remedyFor(name: string, known: readonly string[]): string {
  const shared = (other: string): number => {
    const [a, b] = [name.toLowerCase(), other.toLowerCase()];
    let length = 0;
    while (length < a.length && a[length] === b[length]) length++;
    return length;
  };
  const [nearest = ""] = [...known].sort((a, b) => shared(b) - shared(a));
  return shared(nearest) > 1 ? `write ${nearest}, if that is meant` : `leave it out; known are ${known.join(", ")}`;
}

function writtenStatements({ Statement }: Readonly<Record<string, unknown>>): {
  at: string;
  statement: Record<string, unknown>;
}[] {
  return [Statement].flat().map((statement, index) => ({
    at: `Statement[${index}]`,
    statement: isObject(statement) ? statement : {},
  }));
}
