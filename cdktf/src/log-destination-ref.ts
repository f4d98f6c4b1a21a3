import { Fn, type TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { parseDestinationArn } from "./private/core";
import { asToken, isLiteral } from "./private/literal";
import { checkDestinationName } from "./private/names";
import { surroundingsOf } from "./private/surroundings";

/** A destination, whether it is made here or stands elsewhere. */
export interface ILogDestination extends IConstruct {
  /** `arn:PARTITION:logs:REGION:ACCOUNT:destination:NAME`; a token unless it was given as a literal. */
  readonly destinationArn: string;

  /** The name, unique within its account and Region. */
  readonly destinationName: string;

  /** The Region it stands in, as far as it was told; `undefined` where the provider or a token decides. */
  readonly region?: string;
}

/** Where a destination that is known by its name stands. */
export interface LogDestinationLookup {
  /**
   * The Region.
   * @default - the provider's Region
   */
  readonly region?: string;

  /**
   * The provider whose account, and whose Region by default, the destination stands in.
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
}

/** @internal */
export class ExistingLogDestination extends Construct implements ILogDestination {
  public static fromArn(scope: Construct, id: string, destinationArn: string): ExistingLogDestination {
    if (!isLiteral(destinationArn)) {
      const arn = asToken(destinationArn);
      return new ExistingLogDestination(scope, id, arn, Fn.element(Fn.split(":", arn), 6));
    }
    const address = parseDestinationArn(destinationArn);
    if (address === undefined) {
      throw new Error(
        `destinationArn is ${JSON.stringify(destinationArn)}; expected arn:aws:logs:REGION:ACCOUNT:destination:NAME`,
      );
    }
    return new ExistingLogDestination(scope, id, destinationArn, address.destinationName, address.region);
  }

  public static fromName(
    scope: Construct,
    id: string,
    destinationName: string,
    { region, provider }: LogDestinationLookup,
  ): ExistingLogDestination {
    checkDestinationName(destinationName);
    const place = surroundingsOf(scope, provider, region);
    const arn = `arn:${place.partition}:logs:${place.region}:${place.account}:destination:${destinationName}`;
    return new ExistingLogDestination(scope, id, arn, destinationName, region);
  }

  private constructor(
    scope: Construct,
    id: string,
    public readonly destinationArn: string,
    public readonly destinationName: string,
    public readonly region?: string,
  ) {
    super(scope, id);
  }
}
