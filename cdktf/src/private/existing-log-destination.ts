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
    if (address.region !== undefined && isLiteral(address.region) && this.region !== address.region) {
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
    return { destinationName, region };
  }
  const address = parseDestinationArn(arn);
  if (address) return address;
  throw new Error(`destinationArn is ${JSON.stringify(arn)}; expected arn:aws:logs:REGION:ACCOUNT:destination:NAME`);
}
