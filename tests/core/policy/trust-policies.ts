/**
 * Trust policies of roles, and whether CloudWatch Logs may assume such a role on behalf of an account. The expected
 * answers are written by hand from IAM's documentation, each group with the page that says so; no code was asked.
 *
 * - `yes`, `no`: the documentation decides it. A document that IAM refuses to store is a `no`: no role can have it.
 * - `undecided`: it hangs on something that the documentation leaves open, or that is not known of the call.
 */
export interface TrustPolicy {
  readonly sentence: string;
  /** The document, or a text that is none. */
  readonly policy: object | string;
  readonly asked: TrustQuestion;
  readonly expected: "yes" | "no" | "undecided";
  readonly because: string;
}

/** On whose behalf the role is assumed, and where. */
export interface TrustQuestion {
  readonly region: string;
  readonly partition: string;
  /** The account of the destination and its role. */
  readonly owner: string;
  /** The owner for the test message of `PutDestination`, the sender for what its subscription filter sends. */
  readonly account: string;
  readonly organization?: string;
  readonly organizationPath?: string;
}

const owner = "999900001111";
const sender = "111122223333";
const stranger = "444455556666";
const organization = "o-a1b2c3d4e5";
const unit = `${organization}/r-ab12/ou-ab12-11111111/`;

const forSender: TrustQuestion = { region: "eu-west-1", partition: "aws", owner, account: sender };
const forOwner: TrustQuestion = { ...forSender, account: owner };
const forMember: TrustQuestion = { ...forSender, organization, organizationPath: unit };
const inChina: TrustQuestion = { ...forSender, region: "cn-north-1", partition: "aws-cn" };

const logs = { Service: "logs.amazonaws.com" };
const ec2 = { Service: "ec2.amazonaws.com" };
const allow = (more: object = {}) => ({ Effect: "Allow", Principal: logs, Action: "sts:AssumeRole", ...more });
const deny = (more: object = {}) => allow({ Effect: "Deny", ...more });
/** Without `Principal`, which IAM does not take beside `NotPrincipal`. */
const except = (Effect: string, NotPrincipal: object) => ({ Effect, NotPrincipal, Action: "sts:AssumeRole" });
const trust = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const by = (Principal: unknown) => trust(allow({ Principal }));
const does = (more: object) => trust(allow(more));
const when = (Condition: object) => trust(allow({ Condition }));
const from = (account: string, region = "eu-west-1") => `arn:aws:logs:${region}:${account}:*`;
const sourceArn = (operator: string, ...values: string[]) => ({ [operator]: { "aws:SourceArn": values } });
const arnIs = (operator: string, ...values: string[]) => when(sourceArn(operator, ...values));
const accountIs = (operator: string, ...values: string[]) => when({ [operator]: { "aws:SourceAccount": values } });
const organizationIs = (operator: string, id: string) => when({ [operator]: { "aws:SourceOrgID": id } });
const pathIs = (operator: string, path: string) => when({ [operator]: { "aws:SourceOrgPaths": path } });
const denied = (more: object) => trust(allow(), deny(more));
const tagged = { StringEquals: { "aws:PrincipalTag/team": "logs" } };
const ofAccount = (operator: string) => ({ [operator]: { "aws:PrincipalAccount": owner } });
const variable = (name: string) => `arn:aws:logs:eu-west-1:\${${name}}:*`;

interface Rule {
  readonly because: string;
  readonly policies: readonly [
    expected: TrustPolicy["expected"],
    asked: TrustQuestion,
    sentence: string,
    policy: TrustPolicy["policy"],
  ][];
}

/**
 * The pages are those of https://docs.aws.amazon.com/IAM/latest/UserGuide/, and CreateDestination.html that of
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/.
 */
const rules: readonly Rule[] = [
  {
    because:
      "A service principal names a service (reference_policies_elements_principal.html), and CloudWatch Logs is " +
      "logs.amazonaws.com or logs.REGION.amazonaws.com (CreateDestination.html)",
    policies: [
      ["yes", forSender, "the service", by(logs)],
      ["yes", forOwner, "the service, for the owner's test message", by(logs)],
      ["yes", forSender, "the service by its name in the Region", by({ Service: "logs.eu-west-1.amazonaws.com" })],
      ["yes", inChina, "the service, in China", by(logs)],
      ["yes", inChina, "the name in a Region of China", by({ Service: "logs.cn-north-1.amazonaws.com.cn" })],
      ["yes", forSender, "the service among others", by({ Service: ["ec2.amazonaws.com", "logs.amazonaws.com"] })],
      ["no", forSender, "another service", by(ec2)],
      ["no", forSender, "the name in another Region", by({ Service: "logs.us-east-2.amazonaws.com" })],
      ["no", forSender, "the name of China outside it", by({ Service: "logs.cn-north-1.amazonaws.com.cn" })],
      ["no", inChina, "the name in another Region of China", by({ Service: "logs.cn-northwest-1.amazonaws.com.cn" })],
      ["no", forSender, "the sender's account instead of the service", by({ AWS: sender })],
      ["no", forSender, "an identity provider", by({ Federated: "accounts.google.com" })],
    ],
  },
  {
    because: "A wildcard cannot match part of a principal's name (reference_policies_elements_principal.html)",
    policies: [["no", forSender, "a pattern for the Region's name", by({ Service: "logs.*.amazonaws.com" })]],
  },
  {
    because:
      '{"AWS":"*"} is every principal, and the page compares it with "*" for anonymous users only; it does not say ' +
      "that a service is among them (reference_policies_elements_principal.html)",
    policies: [
      ["undecided", forSender, "every AWS principal", by({ AWS: "*" })],
      ["undecided", forSender, "every AWS principal denied", denied({ Principal: { AWS: "*" } })],
      ["yes", forSender, "every AWS principal beside the service", by({ AWS: "*", ...logs })],
    ],
  },
  {
    because:
      'Role trust policies do not support "Principal": "*" (access-analyzer-reference-policy-checks.html); IAM answers ' +
      'AssumeRolepolicy contained an invalid principal: "STAR":"*"',
    policies: [
      ["no", forSender, "everybody", by("*")],
      [
        "no",
        forSender,
        "everybody denied for another source",
        denied({ Principal: "*", Condition: sourceArn("ArnLike", from(stranger)) }),
      ],
    ],
  },
  {
    because:
      "Role trust policies do not support NotPrincipal, with Allow or with Deny " +
      "(reference_policies_elements_notprincipal.html, access-analyzer-reference-policy-checks.html)",
    policies: [
      ["no", forSender, "everybody but another service", trust(except("Allow", ec2))],
      ["no", forSender, "everybody but the service", trust(except("Allow", logs))],
      ["no", forSender, "the service, and everybody but the service denied", trust(allow(), except("Deny", logs))],
      ["no", forSender, "the service, and everybody but another denied", trust(allow(), except("Deny", ec2))],
    ],
  },
  {
    because: "An explicit Deny overrides every Allow (reference_policies_evaluation-logic.html)",
    policies: [
      ["no", forSender, "a Deny alone", trust(deny())],
      ["no", forSender, "a Deny after the Allow", denied({})],
      ["no", forSender, "a Deny before the Allow", trust(deny(), allow())],
      ["no", forSender, "a Deny of this source", denied({ Condition: sourceArn("ArnLike", from(sender)) })],
      ["yes", forSender, "a Deny of another", denied({ Condition: sourceArn("ArnLike", from(stranger)) })],
      ["yes", forSender, "a Deny of another service", denied({ Principal: ec2 })],
      ["yes", forSender, "a Deny of another action", denied({ Action: "sts:TagSession" })],
      ["no", forSender, "a Deny by NotAction", trust(allow(), { ...deny({ Action: undefined }), NotAction: "s3:*" })],
    ],
  },
  {
    because:
      "One Allow that applies is enough, and without one access is denied (reference_policies_elements_effect.html)",
    policies: [
      ["yes", forSender, "the second of two statements", trust(allow({ Principal: ec2 }), allow())],
      ["yes", forSender, "a statement without a list around it", { Version: "2012-10-17", Statement: allow() }],
      ["no", forSender, "an empty list of statements", trust()],
      ["no", forSender, "a document without statements", {}],
    ],
  },
  {
    because:
      "IAM refuses the document: it is no JSON, has an Effect in another case, a Resource or a Version that does not " +
      "exist (access-analyzer-reference-policy-checks.html)",
    policies: [
      ["no", forSender, "an empty text", ""],
      ["no", forSender, "a text that is no JSON", '{"Statement":'],
      ["no", forSender, "an Effect in small letters", does({ Effect: "allow" })],
      ["no", forSender, "a Deny in small letters beside the Allow", denied({ Effect: "deny" })],
      ["no", forSender, "a Resource", does({ Resource: "*" })],
      ["no", forSender, "a Version that does not exist", { ...trust(allow()), Version: "2024-01-01" }],
    ],
  },
  {
    because: "An action is compared without case and may hold wildcards (reference_policies_elements_action.html)",
    policies: [
      ["yes", forSender, "the action in another case", does({ Action: "STS:assumerole" })],
      ["yes", forSender, "the action among others", does({ Action: ["sts:TagSession", "sts:AssumeRole"] })],
      ["yes", forSender, "every action of STS", does({ Action: "sts:*" })],
      ["no", forSender, "assuming by a web identity", does({ Action: "sts:AssumeRoleWithWebIdentity" })],
      ["no", forSender, "tagging the session alone", does({ Action: "sts:TagSession" })],
      ["no", forSender, "no action", does({ Action: undefined })],
    ],
  },
  {
    because: "NotAction matches every action but those it lists (reference_policies_elements_notaction.html)",
    policies: [
      ["yes", forSender, "every action but another", does({ Action: undefined, NotAction: "sts:TagSession" })],
      ["no", forSender, "every action but this one", does({ Action: undefined, NotAction: "sts:AssumeRole" })],
    ],
  },
  {
    because:
      "StringLike takes * and ?; ArnLike and ArnEquals take them too and are the same " +
      "(reference_policies_elements_condition_operators.html); the service acts for arn:aws:logs:REGION:ACCOUNT:* of " +
      "the account (CreateDestination.html)",
    policies: [
      ["yes", forSender, "StringLike, the sender", arnIs("StringLike", from(sender))],
      ["yes", forSender, "ArnLike, the sender", arnIs("ArnLike", from(sender))],
      ["yes", forSender, "ArnEquals, the sender", arnIs("ArnEquals", from(sender))],
      ["yes", forOwner, "ArnLike, the owner, for its test message", arnIs("ArnLike", from(owner))],
      ["no", forSender, "ArnLike, the owner alone", arnIs("ArnLike", from(owner))],
      ["no", forOwner, "ArnLike, the sender alone, for the test message", arnIs("ArnLike", from(sender))],
      ["yes", forSender, "StringLike, owner and sender", arnIs("StringLike", from(owner), from(sender))],
      ["yes", forOwner, "ArnLike, owner and sender", arnIs("ArnLike", from(owner), from(sender))],
      ["yes", forSender, "ArnLike, any account", arnIs("ArnLike", from("*"))],
      ["yes", forSender, "ArnLike, any Region", arnIs("ArnLike", from(sender, "*"))],
      ["yes", forSender, "StringLike, one character open", arnIs("StringLike", from(sender, "eu-west-?"))],
      ["yes", forSender, "StringLike, anything", arnIs("StringLike", "*")],
      ["no", forSender, "ArnLike, another Region", arnIs("ArnLike", from(sender, "us-east-2"))],
      ["no", inChina, "ArnLike, the wrong partition", arnIs("ArnLike", from(sender, "cn-north-1"))],
      ["yes", inChina, "ArnLike, China", arnIs("ArnLike", `arn:aws-cn:logs:cn-north-1:${sender}:*`)],
      ["no", forSender, "ArnLike, the service in capitals", arnIs("ArnLike", `arn:aws:LOGS:*:${sender}:*`)],
    ],
  },
  {
    because:
      "StringEquals is exact matching, to which * is a star (reference_policies_elements_condition_operators.html); that " +
      "the ARN of a source holds no star is inferred",
    policies: [
      ["no", forSender, "StringEquals with the pattern", arnIs("StringEquals", from(sender))],
      ["no", forOwner, "StringEquals with the owner's pattern", arnIs("StringEquals", from(owner))],
      ["no", forSender, "StringEquals with both patterns", arnIs("StringEquals", from(owner), from(sender))],
      ["no", forSender, "without regard to case", arnIs("StringEqualsIgnoreCase", from(sender))],
      ["yes", forSender, "StringNotEquals with the pattern", arnIs("StringNotEquals", from(sender))],
      ["no", forMember, "a pattern of paths", pathIs("ForAnyValue:StringEquals", `${unit}*`)],
    ],
  },
  {
    because:
      "ArnLike checks each of the six parts of an ARN for itself, so that a star does not reach over a colon " +
      "(reference_policies_elements_condition_operators.html)",
    policies: [
      ["no", forSender, "ArnLike, a star for two parts", arnIs("ArnLike", `arn:*:eu-west-1:${sender}:*`)],
      ["yes", forSender, "StringLike, a star for two", arnIs("StringLike", `arn:*:eu-west-1:${sender}:*`)],
    ],
  },
  {
    because: "Which resource of the account the service names is not documented (CreateDestination.html)",
    policies: [
      ["undecided", forSender, "one log group", arnIs("ArnLike", `arn:aws:logs:*:${sender}:log-group:app:*`)],
      [
        "undecided",
        forSender,
        "StringEquals with an ARN",
        arnIs("StringEquals", `arn:aws:logs:eu-west-1:${sender}:log-group:app`),
      ],
      ["no", forSender, "another's log group", arnIs("ArnLike", `arn:aws:logs:*:${stranger}:log-group:app:*`)],
    ],
  },
  {
    because: "Names of keys have no case (reference_policies_elements_condition.html)",
    policies: [["yes", forSender, "the key in other letters", when({ ArnLike: { "AWS:sourcearn": from(sender) } })]],
  },
  {
    because: "A negated operator holds where no value matches (reference_policies_elements_condition_operators.html)",
    policies: [
      ["no", forSender, "StringNotLike, the sender", arnIs("StringNotLike", from(sender))],
      ["yes", forSender, "StringNotLike, another", arnIs("StringNotLike", from(stranger))],
      ["no", forSender, "ArnNotLike, the sender among others", arnIs("ArnNotLike", from(owner), from(sender))],
      ["yes", forSender, "ArnNotEquals, another", arnIs("ArnNotEquals", from(stranger))],
    ],
  },
  {
    because:
      "aws:SourceAccount is the account that the service acts for, and is there when a service calls " +
      "(reference_policies_condition-keys.html)",
    policies: [
      ["yes", forSender, "the sender's account", accountIs("StringEquals", sender)],
      ["no", forSender, "the owner's account alone", accountIs("StringEquals", owner)],
      ["no", forOwner, "the sender's alone, for the test", accountIs("StringEquals", sender)],
      ["yes", forOwner, "both accounts", accountIs("StringEquals", owner, sender)],
      ["yes", forSender, "a pattern of accounts", accountIs("StringLike", "1111????????")],
      ["no", forSender, "IfExists, another", accountIs("StringEqualsIfExists", stranger)],
      ["yes", forSender, "Null false: it is there", accountIs("Null", "false")],
      ["no", forSender, "Null true: it is there", accountIs("Null", "true")],
    ],
  },
  {
    because:
      "Conditions are joined by AND, values by OR (reference_policies_condition-logic-multiple-context-keys-or-values.html)",
    policies: [
      [
        "yes",
        forSender,
        "two keys that match",
        when({ ...sourceArn("ArnLike", from("*")), StringEquals: { "aws:SourceAccount": sender } }),
      ],
      [
        "no",
        forSender,
        "two keys, one matches",
        when({ ...sourceArn("ArnLike", from(sender)), StringEquals: { "aws:SourceAccount": owner } }),
      ],
      [
        "no",
        forSender,
        "two keys of one operator, one matches",
        when({ StringLike: { "aws:SourceArn": from(sender), "aws:SourceAccount": owner } }),
      ],
      [
        "yes",
        forMember,
        "any account of the organization",
        when({ ...sourceArn("ArnLike", from("*")), StringEquals: { "aws:SourceOrgID": organization } }),
      ],
    ],
  },
  {
    because:
      "aws:SourceOrgID is there where the account is in an organization (reference_policies_condition-keys.html); a " +
      "missing key fails an operator, holds for a negated one, for …IfExists and for Null true " +
      "(reference_policies_elements_condition_operators.html)",
    policies: [
      ["yes", forMember, "the organization", organizationIs("StringEquals", organization)],
      ["no", forMember, "another organization", organizationIs("StringEquals", "o-zzzzzzzzzz")],
      ["no", forSender, "an organization, outside any", organizationIs("StringEquals", organization)],
      ["yes", forSender, "not an organization, outside", organizationIs("StringNotEquals", organization)],
      ["yes", forSender, "IfExists, outside any", organizationIs("StringEqualsIfExists", organization)],
      ["no", forMember, "IfExists, in another", organizationIs("StringEqualsIfExists", "o-zzzzzzzzzz")],
      ["yes", forSender, "Null true, outside any", organizationIs("Null", "true")],
      ["no", forMember, "Null true, in one", organizationIs("Null", "true")],
    ],
  },
  {
    because:
      "aws:SourceOrgPaths has several values and needs ForAnyValue, false without a value, or ForAllValues, true without " +
      "one (reference_policies_condition-single-vs-multi-valued-context-keys.html)",
    policies: [
      ["yes", forMember, "the unit", pathIs("ForAnyValue:StringEquals", unit)],
      ["yes", forMember, "below the root", pathIs("ForAnyValue:StringLike", "o-*/r-ab12/*")],
      ["no", forMember, "another unit", pathIs("ForAnyValue:StringLike", `${unit}ou-ab12-2*`)],
      ["no", forSender, "any unit, outside", pathIs("ForAnyValue:StringLike", "*")],
      ["yes", forMember, "only this unit", pathIs("ForAllValues:StringEquals", unit)],
      ["no", forMember, "only another", pathIs("ForAllValues:StringEquals", "o-zzzzzzzzzz/")],
      ["yes", forSender, "only this unit, outside", pathIs("ForAllValues:StringEquals", unit)],
      ["undecided", forMember, "neither of both", pathIs("StringLike", `${unit}*`)],
    ],
  },
  {
    because:
      "Version 2012-10-17 replaces a variable by the value of its key, and one that it cannot resolve might make the " +
      "statement invalid; without that version a variable is a text (reference_policies_variables.html, reference_policies_elements_version.html)",
    policies: [
      ["yes", forSender, "a variable for the account", arnIs("StringLike", variable("aws:SourceAccount"))],
      ["yes", forSender, "a variable under StringEquals", accountIs("StringEquals", `\${aws:SourceAccount}`)],
      ["undecided", forSender, "a variable of the caller", arnIs("StringLike", variable("aws:PrincipalTag/for"))],
      ["undecided", forSender, "a variable without a value", arnIs("StringLike", variable("aws:SourceOrgID"))],
      ["undecided", forSender, "a variable beside the sender", arnIs("ArnLike", variable("aws:userid"), from(sender))],
      [
        "no",
        forSender,
        "a variable in version 2008",
        { ...arnIs("StringLike", variable("aws:SourceAccount")), Version: "2008-10-17" },
      ],
      [
        "no",
        forSender,
        "a variable without a version",
        { ...arnIs("StringLike", variable("aws:SourceAccount")), Version: undefined },
      ],
    ],
  },
  {
    because:
      "aws:PrincipalTag is there where a user or a role makes the request, aws:username where a user does, " +
      "aws:PrincipalOrgID where a member of an organization does (reference_policies_condition-keys.html); a service is none",
    policies: [
      ["no", forSender, "a tag of the caller", when(tagged)],
      ["yes", forSender, "IfExists on a tag", when({ StringEqualsIfExists: { "aws:PrincipalTag/team": "logs" } })],
      ["yes", forSender, "a Deny on a tag", denied({ Condition: tagged })],
      ["no", forSender, "a Deny without the tag", denied({ Condition: { Null: { "aws:PrincipalTag/team": "true" } } })],
      ["no", forMember, "the caller's organization", when({ StringEquals: { "aws:PrincipalOrgID": organization } })],
      ["no", forSender, "a user's name", when({ StringLike: { "aws:username": "*" } })],
    ],
  },
  {
    because:
      "The external id is what the caller passes to AssumeRole (id_roles_create_for-user_externalid.html), and no " +
      "operation of CloudWatch Logs takes one; that it passes none is inferred",
    policies: [
      ["no", forSender, "an external id", when({ StringEquals: { "sts:ExternalId": owner } })],
      ["yes", forSender, "an external id denied", denied({ Condition: { StringEquals: { "sts:ExternalId": owner } } })],
      [
        "no",
        forSender,
        "another external id denied",
        denied({ Condition: { StringNotEquals: { "sts:ExternalId": owner } } }),
      ],
      [
        "yes",
        forSender,
        "the service beside a role of another service with an external id",
        trust(allow(), allow({ Principal: ec2, Condition: { StringEquals: { "sts:ExternalId": owner } } })),
      ],
    ],
  },
  {
    because:
      "Keys of OIDC and SAML providers are there where such a provider signed the caller in " +
      "(reference_policies_iam-condition-keys.html)",
    policies: [
      [
        "no",
        forSender,
        "GitHub's repository",
        when({ StringLike: { "token.actions.githubusercontent.com:sub": "repo:org/*" } }),
      ],
      [
        "yes",
        forSender,
        "a service account of EKS denied",
        denied({ Condition: { StringEquals: { "oidc.eks.eu-west-1.amazonaws.com/id/E:sub": "s" } } }),
      ],
      [
        "yes",
        forSender,
        "the pool of Cognito, if any",
        when({ StringEqualsIfExists: { "cognito-identity.amazonaws.com:aud": "p" } }),
      ],
      ["yes", forSender, "no SAML audience", when({ Null: { "SAML:aud": "true" } })],
    ],
  },
  {
    because:
      "aws:SecureTransport is whether the request came over TLS, aws:PrincipalIsAWSService whether a service principal " +
      "makes it (reference_policies_condition-keys.html); that CloudWatch Logs uses TLS is inferred",
    policies: [
      ["yes", forSender, "over TLS", when({ Bool: { "aws:SecureTransport": "true" } })],
      ["yes", forSender, "not over TLS denied", denied({ Condition: { Bool: { "aws:SecureTransport": "false" } } })],
      [
        "yes",
        forSender,
        "who is no service denied",
        denied({ Condition: { BoolIfExists: { "aws:PrincipalIsAWSService": "False" } } }),
      ],
      [
        "yes",
        forSender,
        "another network than one's own denied, but for a service",
        denied({
          Condition: {
            StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-1" },
            NotIpAddressIfExists: { "aws:SourceIp": "192.0.2.0/24" },
            Bool: { "aws:PrincipalIsAWSService": "false" },
          },
        }),
      ],
      ["no", forSender, "from a VPC endpoint", when({ StringEquals: { "aws:SourceVpce": "vpce-1" } })],
    ],
  },
  {
    because: "What the call has for this key, or what the operator makes of it, is not known here",
    policies: [
      ["undecided", forSender, "the caller's account", when(ofAccount("StringEquals"))],
      ["undecided", forSender, "IfExists on such a key", when(ofAccount("StringEqualsIfExists"))],
      ["undecided", forSender, "an address", when({ IpAddress: { "aws:SourceIp": "192.0.2.0/24" } })],
      ["undecided", forSender, "a key that does not exist", when({ Null: { "aws:Sauce": "false" } })],
      ["undecided", forSender, "an operator over numbers", accountIs("NumericEquals", sender)],
      [
        "undecided",
        forSender,
        "an operator over dates",
        when({ DateLessThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } }),
      ],
      ["undecided", forSender, "an operator that does not exist", accountIs("StringMatches", sender)],
      [
        "undecided",
        forSender,
        "such an operator on an absent key",
        when({ StringMatches: { "sts:ExternalId": owner } }),
      ],
      ["undecided", forSender, "a Deny on such a key", denied({ Condition: ofAccount("StringEquals") })],
      [
        "yes",
        forSender,
        "such an Allow beside one that applies",
        trust(allow({ Condition: ofAccount("StringEquals") }), allow()),
      ],
      ["no", forSender, "such an Allow beside a Deny", trust(allow({ Condition: ofAccount("StringEquals") }), deny())],
      [
        "no",
        forSender,
        "such a key and one that fails",
        when({ ...ofAccount("StringEquals"), ArnLike: { "aws:SourceArn": from(owner) } }),
      ],
    ],
  },
];

export const trustPolicies: readonly TrustPolicy[] = rules.flatMap(({ because, policies }) =>
  policies.map(([expected, asked, sentence, policy]) => ({
    sentence,
    policy,
    asked,
    expected,
    because,
  })),
);
