/**
 * What the local service refuses for another reason than the request alone, so that no client and no construct could
 * refuse it: by room, by class, by text. A text that a refusal of the sweep reaches may not be listed.
 */

/** Folders of `local/src`. */
export const otherRooms: Readonly<Record<string, string>> = {
  firehose: "another service, which neither the client nor the constructs call",
  iam: "another service, which neither the client nor the constructs call",
  kinesis: "another service, which neither the client nor the constructs call",
  server: "the limits of a port",
  sts: "another service, of which core calls what gives credentials",
  wire: "method, headers, signature and JSON, which the client writes itself",
};

/** Classes of errors that speak of what exists, of time, or of who calls. */
export const classesOfState: readonly string[] = [
  "AccessDeniedException",
  "LimitExceededException",
  "ResourceAlreadyExistsException",
  "ResourceNotFoundException",
  "ThrottlingException",
  "TooManyTagsException",
];

/** Texts by themselves. One in angle brackets is an expression. */
export const textsOfState: Readonly<Record<string, string>> = {
  "Destination with name … does not exist": "what exists",
  "The destination would have more than … tags.": "the tags that are there",
  "The specified nextToken is invalid.": "the tokens that were given out",
  "Role ARN is required when creating subscription filter against destination with Organization access policy":
    "the access policy in force",
  "the body is nested too deeply": "JSON, which the client writes itself",
  "… is not among the operations modelled here: …": "the operation, which the client's methods name",
};

/** Expressions that give a text of elsewhere, and what sees to it that each is swept. */
export const textsOfElsewhere: Readonly<Record<string, string>> = {
  "<refused[0].answer>": "each finding of the rules for access policies is swept",
  "<error.answer>": "each error of the parser of filter patterns is swept",
  "<functionTakesNoRole>": "rows of the sweep name the answer",
  "<noTargetOf(service)>": "rows of the sweep name the answer",
  "<streamNeedsRole(target.service)>": "rows of the sweep name the answer for each kind of stream",
  "<answer.message>": "each rule about neighbours is swept by its own test",
  "<fault.answer>": "each fault of an account policy is a row of the sweep",
  "<message>": "the test message and the answer of a role, which rows of the sweep name",
};

/** Texts about requests that are not JSON, which no other wing gets. */
export const textsOfObjects: Readonly<Record<string, string>> = {
  "… is inherited or hidden, and JSON would leave it out; write it as a member of a plain object":
    "what an object of JavaScript has and JSON has not; tests/core/refusals/request.test.ts",
};

/** Texts of findings that speak of the policy in force. */
export const textsOfPolicyInForce: Readonly<Record<string, string>> = {
  "names an organization where the policy in force names accounts": "the access policy in force",
};

/** Texts of the parser of filter patterns about what the table's constraint refuses before. */
export const textsOfPatternsAlone: Readonly<Record<string, string>> = {
  "the pattern has … characters; expected at most …":
    "the length of the member; tests/core/patterns/filter-pattern.test.ts",
};
