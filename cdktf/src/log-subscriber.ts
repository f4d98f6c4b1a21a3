import { type SubscriberKind, subscriberId, subscriberIds } from "./private/subscriber-id";

/**
 * Who may subscribe log groups to a destination: accounts by their ids, or every account of an organization or of a
 * part of it.
 *
 * An account that is named by its id needs no role to subscribe. An account that may subscribe by its organization must
 * name a role on its subscription filter.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CreateSubscriptionFilter-IAMrole.html
 * @example
 * new LogDestination(this, "Central", {
 *   destinationName: "central",
 *   target: LogDestinationTarget.kinesisStream(stream.arn),
 *   subscribers: [
 *     LogSubscriber.account("111122223333"),
 *     LogSubscriber.organizationPath("o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"),
 *   ],
 * });
 */
export class LogSubscriber {
  /**
   * One account.
   *
   * @param accountId twelve digits, or a token for them
   * @throws an error for a literal that is no account id, such as an ARN or `*`: the service takes neither
   * @example
   * destination.grantSubscribe(LogSubscriber.account("111122223333"));
   */
  public static account(accountId: string): LogSubscriber {
    return new LogSubscriber("accounts", [subscriberId("account", "accounts", accountId)]);
  }

  /**
   * Several accounts.
   *
   * @param accountIds ids of twelve digits, tokens for them, or a list token, such as a `TerraformVariable`'s list value
   * @throws an error for a literal that is no account id, and for an empty list
   * @example
   * const accounts = new TerraformVariable(this, "accounts", { type: "list(string)" });
   * destination.grantSubscribe(LogSubscriber.accounts(accounts.listValue));
   */
  public static accounts(accountIds: string[]): LogSubscriber {
    return new LogSubscriber("accounts", subscriberIds("accounts", accountIds));
  }

  /**
   * Every account of an organization.
   *
   * @param organizationId `o-` and 10 to 32 lower-case letters or digits, or a token for it
   * @throws an error for a literal of another form
   * @example
   * destination.grantSubscribe(LogSubscriber.organization("o-a1b2c3d4e5"));
   */
  public static organization(organizationId: string): LogSubscriber {
    return new LogSubscriber("organizations", [subscriberId("organization", "organizations", organizationId)]);
  }

  /**
   * Every account of several organizations.
   *
   * @param organizationIds their ids, tokens for them, or a list token
   * @throws an error for a literal of another form, and for an empty list
   * @example
   * destination.grantSubscribe(LogSubscriber.organizations(["o-a1b2c3d4e5", "o-f6g7h8i9j0"]));
   */
  public static organizations(organizationIds: string[]): LogSubscriber {
    return new LogSubscriber("organizations", subscriberIds("organizations", organizationIds));
  }

  /**
   * The accounts of an organizational unit.
   *
   * @param organizationPath the path from the organization down, as `aws:PrincipalOrgPaths` reads it:
   * `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/` for the accounts of that very unit,
   * `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*` for those of the units below it too; or a token for it
   * @throws an error for a literal of another form
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
   * @example
   * destination.grantSubscribe(LogSubscriber.organizationPath("o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"));
   */
  public static organizationPath(organizationPath: string): LogSubscriber {
    return new LogSubscriber("organizationPaths", [
      subscriberId("organizationPath", "organizationPaths", organizationPath),
    ]);
  }

  /**
   * The accounts of several organizational units.
   *
   * @param organizationPaths their paths as `organizationPath` takes them, tokens for them, or a list token
   * @throws an error for a literal of another form, and for an empty list
   * @example
   * destination.grantSubscribe(
   *   LogSubscriber.organizationPaths(["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", "o-a1b2c3d4e5/r-ab12/ou-ab12-22222222/*"]),
   * );
   */
  public static organizationPaths(organizationPaths: string[]): LogSubscriber {
    return new LogSubscriber("organizationPaths", subscriberIds("organizationPaths", organizationPaths));
  }

  /** @internal */
  public readonly _kind: SubscriberKind;
  /** @internal A list token where that was given. */
  public readonly _ids: string[];

  private constructor(kind: SubscriberKind, ids: string[]) {
    this._kind = kind;
    this._ids = ids;
  }

  /** @internal The same kind with other ids. */
  public _with(ids: string[]): LogSubscriber {
    return new LogSubscriber(this._kind, subscriberIds(this._kind, ids));
  }
}
