import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { ILogDestination, LogDestinationAttributes, LogDestinationLookup } from "../log-destination-ref";
import { parseDestinationArn } from "./core";
import { knownRegion } from "./known-region";
import { asToken, isLiteral } from "./literal";
import { checkDestinationName } from "./rules";
import { surroundingsOf } from "./surroundings";

/** A destination that stands elsewhere, as far as it is known. */
export class ExistingLogDestination extends Construct implements ILogDestination {
  public static fromName(scope: Construct, id: string, name: string, lookup: LogDestinationLookup): ILogDestination {
    checkDestinationName(name);
    const { partition, region, account } = surroundingsOf(scope, lookup.provider, lookup.region);
    const destinationArn = `arn:${partition}:logs:${region}:${account}:destination:${name}`;
    const address = {
      destinationName: name,
      region: knownRegion(scope, lookup.provider, lookup.region) ?? lookup.region,
    };
    return new ExistingLogDestination(scope, id, { destinationArn }, address);
  }

  public readonly destinationArn: string;
  public readonly destinationName: string;
  public readonly region: string | undefined;
  public readonly subscriptionRoleRequired: boolean | undefined;

  public constructor(scope: Construct, id: string, attributes: LogDestinationAttributes, address?: Address) {
    super(scope, id);
    this.destinationArn = asToken(attributes.destinationArn);
    this.subscriptionRoleRequired = attributes.subscriptionRoleRequired;
    const { destinationName, region } = address ?? addressOf(this.destinationArn);
    this.destinationName = destinationName;
    this.region = attributes.region ?? region;
    if (region !== undefined && isLiteral(region) && this.region !== region) {
      throw new Error(`region is ${JSON.stringify(this.region)}, but destinationArn says ${region}; leave region out`);
    }
  }
}

interface Address {
  readonly destinationName: string;
  readonly region?: string;
}

/** What an ARN tells, be it a literal, a text with tokens in it, or one token. */
function addressOf(arn: string): Address {
  const [, , , region, , , destinationName] = arn.split(":");
  if (!isLiteral(arn)) {
    if (destinationName === undefined) return { destinationName: Fn.element(Fn.split(":", arn), 6) };
    return { destinationName, region };
  }
  const address = parseDestinationArn(arn);
  if (address) return address;
  throw new Error(`destinationArn is ${JSON.stringify(arn)}; expected arn:aws:logs:REGION:ACCOUNT:destination:NAME`);
}
