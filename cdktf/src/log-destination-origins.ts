/**
 * The addresses of raw resources that a `LogDestination` takes over, such as `aws_cloudwatch_log_destination.central`.
 *
 * @example
 * destination.moveFromResources({
 *   destination: "aws_cloudwatch_log_destination.central",
 *   policy: "aws_cloudwatch_log_destination_policy.central",
 * });
 */
export interface LogDestinationResources {
  /**
   * The address of the `aws_cloudwatch_log_destination`.
   *
   * @example
   * destination.moveFromResources({ destination: "module.logs.aws_cloudwatch_log_destination.this[0]" });
   */
  readonly destination: string;

  /**
   * The address of the `aws_cloudwatch_log_destination_policy`.
   *
   * @default - the access policy is put again, which changes nothing where it says the same
   * @example
   * destination.moveFromResources({
   *   destination: "aws_cloudwatch_log_destination.central",
   *   policy: "aws_cloudwatch_log_destination_policy.central",
   * });
   */
  readonly policy?: string;

  /**
   * The address of the `aws_iam_role`. The construct then needs its name as `roleName`, since another name would replace it.
   *
   * @default - a role is made, and the destination changed to it
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   roleName: "writer",
   *   rolePolicyName: "put-records",
   * }).moveFromResources({
   *   destination: "aws_cloudwatch_log_destination.central",
   *   role: "aws_iam_role.writer",
   *   rolePolicy: "aws_iam_role_policy.writer",
   * });
   */
  readonly role?: string;

  /**
   * The address of the role's `aws_iam_role_policy`. The construct then needs its name as `rolePolicyName`, since another name
   * would replace it, and the role could not write meanwhile.
   *
   * @default - a policy is made
   * @example
   * new LogDestination(this, "Central", {
   *   destinationName: "central",
   *   target: LogDestinationTarget.kinesisStream(stream.arn),
   *   roleName: "writer",
   *   rolePolicyName: "put-records",
   * }).moveFromResources({
   *   destination: "aws_cloudwatch_log_destination.central",
   *   role: "aws_iam_role.writer",
   *   rolePolicy: "aws_iam_role_policy.writer",
   * });
   */
  readonly rolePolicy?: string;
}

/**
 * What an import takes over beside the destination.
 *
 * @example
 * destination.importFrom("central", { accessPolicy: true });
 */
export interface LogDestinationImportOptions {
  /**
   * The name of the role that the destination has, without its path. It is taken over together with its inline policy
   * `rolePolicyName`. The construct needs the name as `roleName`, unless a construct of this kind has made it up.
   *
   * @default - a role is made, and the destination changed to it
   * @example
   * destinations.importFrom("central", { roleName: "log-destination-20261129064512345600000001" });
   */
  readonly roleName?: string;

  /**
   * Whether the destination has an access policy that is taken over too.
   *
   * @default false - the access policy is put again, which changes nothing where it says the same
   * @example
   * destination.importFrom("central", { accessPolicy: true });
   */
  readonly accessPolicy?: boolean;
}
