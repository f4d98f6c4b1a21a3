/** What is alike in the subscriptions of log groups and of accounts. */
export interface LogSubscriptionOptions {
  /**
   * The name of the role that is created, 1 to 64 letters, digits and `+=,.@_-`. Changing it replaces the role.
   *
   * @default - made up by Terraform, beginning with `log-subscription-`
   * @example
   * new LogSubscription(this, "App", { destination: central, logGroupName: "/app", roleName: "app-logs-to-central" });
   */
  readonly roleName?: string;

  /**
   * The path of the role that is created, which begins and ends in `/`. Changing it replaces the role.
   *
   * @default - `/`
   * @example
   * new LogSubscription(this, "App", { destination: central, logGroupName: "/app", rolePath: "/logs/" });
   */
  readonly rolePath?: string;

  /**
   * The ARN of the permissions boundary of the role that is created. Changing it updates the role in place.
   *
   * @default - none
   * @example
   * new LogSubscription(this, "App", {
   *   destination: central,
   *   logGroupName: "/app",
   *   rolePermissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
   * });
   */
  readonly rolePermissionsBoundary?: string;
}
