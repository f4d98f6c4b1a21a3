import { parseArn } from "../arn.ts";
import { partitionOf } from "../partitions.ts";
import { type KeyProperties, whyKeyCannotBeUsed, whyKeyIsNotSymmetric } from "./key.ts";
import { evaluateKeyPolicy, generateDataKey, type KeyPolicyAnswer, useByService } from "./key-policy.ts";
import { because, type NeighbourAnswer, type NeighbourRules, notAsked, when } from "./rule.ts";

/** A log group that is to get a subscription filter, a retention, or to be deleted. */
export interface LogGroupSubject {
  /**
   * Its class.
   * @default STANDARD
   */
  readonly logGroupClass?: string | undefined;
  /**
   * Is it protected from being deleted?
   * @default false
   */
  readonly deletionProtectionEnabled?: boolean | undefined;
}

/** A key that is to encrypt a log group. */
export interface LogGroupKeySubject {
  /** `kmsKeyId` as the request has it. */
  readonly kmsKeyId: string;
  /** `arn:{partition}:logs:{region}:{account}:log-group:{name}` */
  readonly logGroupArn: string;
  /** Is there such? */
  readonly exists: boolean;
  /** Its properties, where they are known. */
  readonly key?: KeyProperties | undefined;
}

/** The principal of CloudWatch Logs in a key policy. [F311] */
function logsPrincipalOf(region: string): string {
  return `logs.${region}.${partitionOf(region).dnsSuffix}`;
}

/** May CloudWatch Logs encrypt the log group with the key, by the key's policy? [F311, F312] */
function logGroupKeyPolicyAnswer(key: KeyProperties, logGroupArn: string): KeyPolicyAnswer {
  const { region = "", account = "" } = parseArn(logGroupArn) ?? {};
  const service = logsPrincipalOf(region);
  const context = {
    "kms:encryptioncontext:aws:logs:arn": [logGroupArn],
    "kms:encryptioncontextkeys": ["aws:logs:arn"],
    "kms:calleraccount": [account],
    "kms:viaservice": [service],
    "aws:sourcearn": [logGroupArn],
    "aws:sourceaccount": [account],
  };
  return evaluateKeyPolicy(key, useByService(generateDataKey, service, context));
}

/** [F311]: the words that users report. */
function notToBeUsed({ logGroupArn }: LogGroupKeySubject): NeighbourAnswer {
  return {
    code: "AccessDeniedException",
    message: `The specified KMS key does not exist or is not allowed to be used with Arn '${logGroupArn}'`,
  };
}

/** The code is documented, the words are inferred. [F310] */
function missingOrDisabled({ kmsKeyId }: LogGroupKeySubject): NeighbourAnswer {
  return {
    code: "InvalidParameterException",
    message: `The specified KMS key ${kmsKeyId} does not exist or is disabled.`,
  };
}

/** The rules about a log group that gets a subscription filter, by their ids. */
export type FilteredRules = NeighbourRules<LogGroupSubject, "log-group-class">;

export const filteredRules: FilteredRules = {
  "log-group-class": {
    neighbour: "a log group",
    property: "its class",
    facts: ["F303", "F304"],
    notAskedBy: {},
    broken: ({ logGroupClass = "STANDARD" }) =>
      when(
        logGroupClass !== "STANDARD",
        `the log group is of the class ${logGroupClass}, which takes no subscription filter`,
      ),
    // The words are inferred. [F304]
    answer: ({ logGroupClass }) => ({
      code: "InvalidOperationException",
      message: `Subscription filters are not supported for log groups of the class ${logGroupClass}.`,
    }),
  },
};

/** The rules about a log group that is deleted, by their ids. */
export type DeletedRules = NeighbourRules<LogGroupSubject, "log-group-protection">;

export const deletedRules: DeletedRules = {
  "log-group-protection": {
    neighbour: "a log group",
    property: "its deletion protection",
    facts: ["F305"],
    notAskedBy: { constructs: "they make no log groups, and nothing that deletes one" },
    broken: ({ deletionProtectionEnabled }) =>
      when(deletionProtectionEnabled === true, "deletion protection is enabled on the log group"),
    answer: () => ({
      code: "ValidationException",
      message: "Cannot delete log group with deletion protection enabled. Disable deletion protection first.",
    }),
  },
};

/** The rules about a log group whose retention is set, by their ids. */
export type RetentionRules = NeighbourRules<LogGroupSubject, "log-group-delivery-retention">;

export const retentionRules: RetentionRules = {
  "log-group-delivery-retention": {
    neighbour: "a log group",
    property: "its class, for a retention",
    facts: ["F306", "F307"],
    notAskedBy: {
      provider: "as the real provider, it sends no retention for this class [F306]",
      constructs: notAsked.makeNoLogGroups,
    },
    broken: ({ logGroupClass }) =>
      when(logGroupClass === "DELIVERY", "a log group of the class DELIVERY keeps its events for a fixed time"),
    // The words are inferred. [F307]
    answer: () => ({
      code: "InvalidParameterException",
      message: "The retention of a log group of the class DELIVERY cannot be changed.",
    }),
  },
};

/** The rules about a key that encrypts a log group, by their ids. */
export type LogGroupKeyRules = NeighbourRules<
  LogGroupKeySubject,
  | "log-group-key-arn"
  | "log-group-key-region"
  | "log-group-key-missing"
  | "log-group-key-state"
  | "log-group-key-kind"
  | "log-group-key-policy"
>;

export const logGroupKeyRules: LogGroupKeyRules = {
  "log-group-key-arn": {
    neighbour: "a key",
    property: "the form of its ARN, for a log group",
    facts: ["F308"],
    notAskedBy: { constructs: notAsked.makeNoLogGroups },
    broken: ({ kmsKeyId }) =>
      when(
        parseArn(kmsKeyId)?.service !== "kms",
        `${kmsKeyId} is not the ARN of a key; an id or an alias is not enough`,
      ),
    // The words are inferred. [F308]
    answer: ({ kmsKeyId }) => ({
      code: "InvalidParameterException",
      message: `The specified KMS Key Id ${kmsKeyId} is not a valid key ARN.`,
    }),
  },
  "log-group-key-region": {
    neighbour: "a key",
    property: "its Region, for a log group",
    facts: ["F309"],
    notAskedBy: { constructs: notAsked.makeNoLogGroups },
    broken: ({ kmsKeyId, logGroupArn }) => {
      const [of, wanted] = [kmsKeyId, logGroupArn].map((arn) => parseArn(arn)?.region);
      return when(of !== wanted, `the key is in ${of}, and the log group in ${wanted}`);
    },
    answer: notToBeUsed,
  },
  "log-group-key-missing": {
    neighbour: "a key",
    property: "that it exists, for a log group",
    facts: ["F310"],
    notAskedBy: { constructs: notAsked.makeNoLogGroups },
    broken: ({ exists, kmsKeyId }) => when(!exists, `${kmsKeyId} does not exist`),
    answer: missingOrDisabled,
  },
  "log-group-key-state": {
    neighbour: "a key",
    property: "its state, for a log group",
    facts: ["F310", "F316"],
    notAskedBy: { constructs: notAsked.makeNoLogGroups },
    broken: ({ key }) => because(key && whyKeyCannotBeUsed(key)),
    answer: missingOrDisabled,
  },
  "log-group-key-kind": {
    neighbour: "a key",
    property: "its kind, for a log group",
    facts: ["F317", "F318"],
    notAskedBy: { constructs: notAsked.makeNoLogGroups },
    broken: ({ key }) => because(key && whyKeyIsNotSymmetric(key)),
    answer: notToBeUsed,
  },
  "log-group-key-policy": {
    neighbour: "a key",
    property: "its key policy, for a log group",
    facts: ["F311", "F312"],
    notAskedBy: { constructs: notAsked.makeNoLogGroups },
    broken: ({ key, logGroupArn }) => {
      const answer = key && logGroupKeyPolicyAnswer(key, logGroupArn);
      if (answer === undefined || answer === "allowed") return undefined;
      const principal = logsPrincipalOf(parseArn(logGroupArn)?.region ?? "");
      const what = `${principal} use ${generateDataKey} for ${logGroupArn}`;
      return answer === "undecided"
        ? { why: `whether the policy of ${key?.arn} lets ${what} cannot be decided`, undecided: true }
        : { why: `the policy of ${key?.arn} does not let ${what}` };
    },
    answer: notToBeUsed,
  },
};
