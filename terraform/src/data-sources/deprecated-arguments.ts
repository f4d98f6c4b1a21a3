/** By type and argument: the real provider's warning about an argument of a data source that is deprecated. [F346] */
export const deprecatedArguments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_iam_policy_document: { override_json: "Not used", source_json: "Not used" },
  aws_region: { name: "name is deprecated. Use region instead." },
};
