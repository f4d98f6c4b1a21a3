import { Fn, type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import type {
  ILogDestination,
  LogDestinationAttributes,
  LogDestinationLookup,
  SenderExportOptions,
} from "../log-destination-ref";
import type { LogSubscriptionTarget } from "../log-subscription-target";
import { parseArn, parseDestinationArn } from "./core";
import { text } from "./kinds";
import { asToken, isLiteral } from "./literal";
import { knownRegion, locationKey, locationOf } from "./location";
import { policyConstructOf } from "./policy-registry";
import { logDestinationAttributes, logDestinationLookup } from "./prop-kinds";
import { readProps } from "./read-props";
import { refuseBadAccount, refuseBadDestinationName, refuseBadRegion } from "./rules";
import { type Exported, exportedText } from "./sender-import";

/** A destination that is made outside the app. */
export class ExistingLogDestination extends Construct implements ILogDestination {
  public static fromName(scope: Construct, id: string, name: string, lookup: LogDestinationLookup): ILogDestination {
    const where = "LogDestination.fromDestinationName";
    const destinationName = text.read(where, name);
    const props = readProps(where, lookup, logDestinationLookup);
    const { provider, region: given, subscriptionRoleRequired } = props;
    refuseBadDestinationName(destinationName);
    refuseBadRegion(given);
    if (props.account !== undefined) refuseBadAccount(where, props.account);
    const location = locationOf(scope, provider, given);
    const account = props.account ?? location.account;
    const destinationArn = `arn:${location.partition}:logs:${location.region}:${account}:destination:${destinationName}`;
    return new ExistingLogDestination(scope, id, {
      destinationArn,
      destinationName,
      region: knownRegion(scope, provider, given) ?? given,
      roleRequired: subscriptionRoleRequired,
      // The provider's account is the sender's where another one is named.
      located:
        props.account === undefined
          ? { address: [...locationKey(scope, provider, given), destinationName], provider }
          : undefined,
    });
  }

  public static fromExport(
    scope: Construct,
    id: string,
    where: string,
    exported: Exported,
    options: SenderExportOptions,
  ): ILogDestination {
    const { value, isKnown } = exported;
    const { region, subscription_role_required: roleRequired } = isKnown ? value : ({} as Record<string, unknown>);
    const attributes: LogDestinationAttributes = {
      destinationArn: exportedText(where, exported, "destination_arn"),
      destinationName: exportedText(where, exported, "destination_name"),
      region: options.region ?? (region as string | undefined),
      subscriptionRoleRequired: options.subscriptionRoleRequired ?? (roleRequired as boolean | undefined),
    };
    return ExistingLogDestination.fromAttributes(scope, id, attributes);
  }

  public static fromArn(scope: Construct, id: string, arn: string): ILogDestination {
    return ExistingLogDestination.fromAttributes(scope, id, {
      destinationArn: text.read("LogDestination.fromDestinationArn", arn),
    });
  }

  public static fromAttributes(scope: Construct, id: string, given: LogDestinationAttributes): ILogDestination {
    const attributes = readProps("LogDestination.fromDestinationAttributes", given, logDestinationAttributes);
    if (attributes.destinationName !== undefined) refuseBadDestinationName(attributes.destinationName);
    refuseBadRegion(attributes.region);
    const destinationArn = asToken(attributes.destinationArn);
    const inArn = addressOf(destinationArn);
    return new ExistingLogDestination(scope, id, {
      destinationArn,
      destinationName:
        agreed("destinationName", attributes.destinationName, inArn.destinationName) ?? nameIn(destinationArn),
      region: agreed("region", attributes.region, inArn.region),
      // A token is true whatever its value is.
      roleRequired: Token.isUnresolved(attributes.subscriptionRoleRequired)
        ? undefined
        : attributes.subscriptionRoleRequired,
    });
  }

  public readonly destinationArn: string;
  public readonly destinationName: string;
  public readonly region: string | undefined;
  public readonly _address?: readonly string[];
  public readonly _provider?: TerraformProvider;
  private readonly roleRequired?: boolean;

  private constructor(scope: Construct, id: string, known: Known) {
    super(scope, id);
    this.destinationArn = known.destinationArn;
    this.destinationName = known.destinationName;
    this.region = known.region;
    this._address = known.located?.address;
    this._provider = known.located?.provider;
    this.roleRequired = known.roleRequired;
  }

  public get subscriptionRoleRequired(): boolean | undefined {
    return this.roleRequired ?? policyConstructOf(this)?._roleRequired;
  }
}

interface Known {
  readonly destinationArn: string;
  readonly destinationName: string;
  readonly region?: string;
  readonly roleRequired?: boolean;
  readonly located?: { readonly address: readonly string[]; readonly provider?: TerraformProvider };
}

/** The name and Region in an ARN: a literal, a text with tokens in it, or one token, which has neither. */
function addressOf(arn: string): { destinationName?: string; region?: string } {
  const [, , , region, , , destinationName] = arn.split(":");
  if (!isLiteral(arn)) return destinationName === undefined ? {} : { destinationName, region };
  const address = parseDestinationArn(arn);
  if (address) return address;
  const factory = ownTargets[parseArn(arn)?.service ?? ""];
  const remedy = factory && `. To send to it within its own account, there is LogSubscriptionTarget.${factory}`;
  throw new Error(
    `destinationArn is ${JSON.stringify(arn)}; expected arn:aws:logs:REGION:ACCOUNT:destination:NAME${remedy ?? ""} [LD2003]`,
  );
}

const ownTargets: Record<string, keyof typeof LogSubscriptionTarget> = {
  kinesis: "kinesisStream",
  firehose: "firehoseDeliveryStream",
  lambda: "lambdaFunction",
};

/** An attribute that is given beside the ARN: it fills in where the ARN has a token, and has to agree with it elsewhere. */
function agreed(attribute: string, given: string | undefined, inArn: string | undefined): string | undefined {
  if (given === undefined || inArn === undefined) return given ?? inArn;
  if (!isLiteral(inArn)) return given;
  if (!isLiteral(given) || given === inArn) return inArn;
  throw new Error(
    `${attribute} is ${JSON.stringify(given)}, but destinationArn says ${inArn}; leave ${attribute} out [LD2004]`,
  );
}

function nameIn(arn: string): string {
  return Fn.element(Fn.split(":", arn), 6);
}
