import { Fn, type TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { parseDestinationArn } from "./private/core";
import { knownRegion } from "./private/known-region";
import { asToken, isLiteral } from "./private/literal";
import { checkDestinationName } from "./private/names";
import { surroundingsOf } from "./private/surroundings";

/** A destination, whether it is made here or stands elsewhere. */
export interface ILogDestination extends IConstruct {
  /** `arn:PARTITION:logs:REGION:ACCOUNT:destination:NAME`; a token unless it was given as a literal. */
  readonly destinationArn: string;

  /** The name, unique within its account and Region. */
  readonly destinationName: string;

  /** The Region it stands in, a literal where that is known; `undefined` where nothing tells it at synth. */
  readonly region: string | undefined;

  /**
   * Whether a filter that subscribes to it needs a role: true where its access policy names organizations alone, false
   * where it names accounts alone, `undefined` where that cannot be told here.
   */
  readonly subscriptionRoleRequired: boolean | undefined;
}

/** Where a destination that is known by its name stands. */
export interface LogDestinationLookup {
  /**
   * The Region.
   *
   * @default - the provider's Region
   */
  readonly region?: string;

  /**
   * The provider whose account, and whose Region by default, the destination stands in.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
}

/** What is known of a destination that stands elsewhere. */
export interface LogDestinationAttributes {
  /** `arn:aws:logs:REGION:ACCOUNT:destination:NAME`, or a token for it. */
  readonly destinationArn: string;

  /**
   * The Region, where the ARN is a token and the Region is not.
   *
   * @default - the one in the ARN, where that is a literal
   */
  readonly region?: string;

  /**
   * Whether filters that subscribe to it need a role: true where its access policy names organizations alone, false
   * where it names accounts alone.
   *
   * @default - unknown, so that subscriptions make a role, which is never wrong
   */
  readonly subscriptionRoleRequired?: boolean;
}

/** @internal */
export class ExistingLogDestination extends Construct implements ILogDestination {
  public static fromName(scope: Construct, id: string, name: string, lookup: LogDestinationLookup): ILogDestination {
    checkDestinationName(name);
    const { partition, region, account } = surroundingsOf(scope, lookup.provider, lookup.region);
    const destinationArn = `arn:${partition}:logs:${region}:${account}:destination:${name}`;
    const known = knownRegion(scope, lookup.provider, lookup.region) ?? lookup.region;
    return new ExistingLogDestination(scope, id, { destinationArn, region: known }, name);
  }

  public readonly destinationArn: string;
  public readonly destinationName: string;
  public readonly region: string | undefined;
  public readonly subscriptionRoleRequired: boolean | undefined;

  public constructor(scope: Construct, id: string, attributes: LogDestinationAttributes, name?: string) {
    super(scope, id);
    this.destinationArn = asToken(attributes.destinationArn);
    this.subscriptionRoleRequired = attributes.subscriptionRoleRequired;
    const address = addressOf(this.destinationArn);
    this.destinationName = name ?? address.destinationName;
    this.region = attributes.region ?? address.region;
    if (address.region !== undefined && this.region !== address.region) {
      throw new Error(
        `region is ${JSON.stringify(this.region)}, but destinationArn says ${address.region}; leave region out`,
      );
    }
  }
}

/** What an ARN tells, be it a literal, a text with tokens in it, or one token. */
function addressOf(arn: string): { destinationName: string; region?: string } {
  const [, , , region, , , destinationName] = arn.split(":");
  if (!isLiteral(arn)) {
    if (destinationName === undefined) return { destinationName: Fn.element(Fn.split(":", arn), 6) };
    return { destinationName, region: region !== undefined && isLiteral(region) ? region : undefined };
  }
  const address = parseDestinationArn(arn);
  if (address) return address;
  throw new Error(`destinationArn is ${JSON.stringify(arn)}; expected arn:aws:logs:REGION:ACCOUNT:destination:NAME`);
}
