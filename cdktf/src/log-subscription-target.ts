import { Fn } from "cdktf";
import type { LogDestinationTargetOptions } from "./log-destination-target-options";
import { lambdaFunctionForm, literalArn, refuseOtherArn } from "./private/arn-form";
import { text } from "./private/kinds";
import { asToken, isLiteral } from "./private/literal";
import { type PropKinds, readProps } from "./private/read-props";
import { type StreamType, streamPolicy, streamTypes } from "./private/stream-policy";
import { logDestinationTargetOptions } from "./private/target-kinds";

/**
 * What log groups can subscribe to: a destination, or a stream or function of their own account.
 *
 * @example
 * const describe = (target: ILogSubscriptionTarget) => ({
 *   arn: target.destinationArn,
 *   name: target.destinationName,
 *   region: target.region,
 *   takesRole: target.subscriptionRoleRequired,
 * });
 * new TerraformOutput(this, "Target", { value: describe(LogSubscriptionTarget.lambdaFunction(reader.arn)) });
 */
export interface ILogSubscriptionTarget {
  /** The ARN that the filter names; a token unless it was given as a literal. */
  readonly destinationArn: string;

  /** The name, by which a filter is called that is given none. Of a destination it is unique within its account and Region. */
  readonly destinationName: string;

  /** Its Region: a literal where that is known, else a token; `undefined` where nothing names it at synth. */
  readonly region: string | undefined;

  /**
   * Whether a filter that subscribes to it needs a role: true for a stream, false for a function. For a destination true where
   * its access policy names organizations alone, false where it names accounts alone, `undefined` where the app does not see
   * that policy.
   */
  readonly subscriptionRoleRequired: boolean | undefined;
}

/**
 * What a Lambda function has beside its ARN.
 *
 * @example
 * const options: LogSubscriptionFunctionOptions = { qualifier: "live" };
 * LogSubscriptionTarget.lambdaFunction(`${reader.arn}:live`, options);
 */
export interface LogSubscriptionFunctionOptions {
  /**
   * The alias or version that the ARN ends in, where the ARN is a token, as that of an alias is. Changing it replaces the
   * permission.
   *
   * @default - the one in the ARN, if that is a literal with one
   */
  readonly qualifier?: string;
}

/**
 * A stream or function of the sender's own account, to which log groups subscribe without a destination. Those of other accounts
 * are reached by a `LogDestination` there.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 * @example
 * new LogSubscription(this, "ToReader", {
 *   destination: LogSubscriptionTarget.lambdaFunction(reader.arn),
 *   logGroupName: "/app",
 * });
 */
export class LogSubscriptionTarget implements ILogSubscriptionTarget {
  /**
   * A Kinesis data stream. The filter needs a role that may write to it, which is made unless one is given. [F384]
   *
   * @param streamArn `arn:aws:kinesis:REGION:ACCOUNT:stream/NAME`, or a token for it
   * @throws an error for the literal ARN of anything else
   * @example
   * new LogSubscription(this, "ToStream", {
   *   destination: LogSubscriptionTarget.kinesisStream(stream.arn, { kmsKeyArn: key.arn }),
   *   logGroupName: "/app",
   * });
   */
  public static kinesisStream(streamArn: string, options: LogDestinationTargetOptions = {}): LogSubscriptionTarget {
    return LogSubscriptionTarget.stream("kinesisStream", streamArn, options);
  }

  /**
   * A Firehose delivery stream. The filter needs a role that may write to it, which is made unless one is given. [F384]
   *
   * @param deliveryStreamArn `arn:aws:firehose:REGION:ACCOUNT:deliverystream/NAME`, or a token for it
   * @throws an error for the literal ARN of anything else
   * @example
   * new LogSubscription(this, "ToDeliveryStream", {
   *   destination: LogSubscriptionTarget.firehoseDeliveryStream(deliveryStream.arn),
   *   logGroupName: "/app",
   * });
   */
  public static firehoseDeliveryStream(
    deliveryStreamArn: string,
    options: LogDestinationTargetOptions = {},
  ): LogSubscriptionTarget {
    return LogSubscriptionTarget.stream("firehoseDeliveryStream", deliveryStreamArn, options);
  }

  /**
   * A Lambda function. The subscription makes the permission to call it, and the filter takes no role. [F385]
   *
   * @param functionArn `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, an alias or version after it, or a token for it
   * @throws an error for the literal ARN of anything else, and for a qualifier other than the ARN's
   * @example
   * new LogSubscription(this, "ToReader", {
   *   destination: LogSubscriptionTarget.lambdaFunction(reader.arn),
   *   logGroupName: "/app",
   *   filterPattern: "ERROR",
   * });
   */
  public static lambdaFunction(
    functionArn: string,
    options: LogSubscriptionFunctionOptions = {},
  ): LogSubscriptionTarget {
    const where = "LogSubscriptionTarget.lambdaFunction";
    const given = text.read(where, functionArn);
    refuseOtherArn(where, given, lambdaFunctionForm, remedies);
    const [, inArn] = /^function:[^:]+:(.+)$/.exec(literalArn(given)?.resource ?? "") ?? [];
    const { qualifier = inArn } = readProps(where, options, logSubscriptionFunctionOptions);
    if (isLiteral(given) && qualifier !== inArn) {
      throw new Error(
        `qualifier is ${JSON.stringify(qualifier)}, but the ARN is ${given}; end the ARN in it, and leave qualifier out [LD2534]`,
      );
    }
    const arn = asToken(given);
    const functionName = inArn === undefined ? arn : arn.slice(0, -inArn.length - 1);
    const unqualified = qualifier === inArn ? functionName : Fn.trimsuffix(arn, `:${qualifier}`);
    return new LogSubscriptionTarget(given, { called: { functionName: unqualified, qualifier } });
  }

  private static stream(
    type: StreamType,
    streamArn: string,
    options: LogDestinationTargetOptions,
  ): LogSubscriptionTarget {
    const where = `LogSubscriptionTarget.${type}`;
    const arn = text.read(where, streamArn);
    const { kmsKeyArn } = readProps(where, options, logDestinationTargetOptions);
    refuseOtherArn(where, arn, streamTypes[type], remedies);
    return new LogSubscriptionTarget(arn, { permissionsPolicy: streamPolicy(type, arn, kmsKeyArn) });
  }

  public readonly destinationArn: string;
  public readonly destinationName: string;
  public readonly region: string | undefined;
  public readonly subscriptionRoleRequired: boolean | undefined;

  /**
   * The permissions policy of a role that writes to the stream, as a JSON document; `undefined` for a function.
   *
   * @example
   * const target = LogSubscriptionTarget.kinesisStream(stream.arn);
   * new IamRolePolicy(this, "Permissions", { role: "log-writer", policy: target.permissionsPolicy ?? "" });
   */
  public readonly permissionsPolicy: string | undefined;

  /** @internal Of what the permission to call the function speaks; `undefined` for a stream. */
  public readonly _function: CalledFunction | undefined;

  private constructor(arn: string, access: { permissionsPolicy?: string; called?: CalledFunction }) {
    this.destinationArn = asToken(arn);
    this.destinationName = nameIn(this.destinationArn, access.called !== undefined);
    this.region = literalArn(arn)?.region;
    this.subscriptionRoleRequired = access.called === undefined;
    this.permissionsPolicy = access.permissionsPolicy;
    this._function = access.called;
  }
}

/** A function, by its ARN without qualifier, and the qualifier that is called. */
interface CalledFunction {
  readonly functionName: string;
  readonly qualifier?: string;
}

function nameIn(arn: string, isFunction: boolean): string {
  const [separator, place] = isFunction ? ([":", 6] as const) : (["/", 1] as const);
  return isLiteral(arn) ? (arn.split(separator)[place] ?? arn) : Fn.element(Fn.split(separator, arn), place);
}

const remedies: Record<string, string> = {
  kinesis: "For a Kinesis data stream there is LogSubscriptionTarget.kinesisStream",
  firehose: "For a Firehose delivery stream there is LogSubscriptionTarget.firehoseDeliveryStream",
  lambda: "For a Lambda function there is LogSubscriptionTarget.lambdaFunction",
  logs: "For a destination there is LogDestination.fromDestinationArn",
};

const logSubscriptionFunctionOptions: PropKinds<LogSubscriptionFunctionOptions> = { qualifier: text };
