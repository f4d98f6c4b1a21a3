import { accountWithId, isSameAccount } from "./sign-in";

/** A resource of any stack as Terraform gets it. In its attributes `${ADDRESS.attribute}` refers to another one. */
export interface PlacedResource {
  readonly type: string;
  /** Unique among all stacks. */
  readonly address: string;
  /** The same for two that are known to be in one account. */
  readonly account: string;
  readonly region: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A log group that is written to by something on the way of log events that were sent. */
export interface PipelineLog {
  /** The name, or the reference to a log group whose name is a token. */
  readonly logGroupName: string;
  /** Who writes to it, in words. */
  readonly writer: string;
  readonly account: string;
  readonly region: string | undefined;
}

/** The types that the way of log events is read from. */
export const pipelineTypes: ReadonlySet<string> = new Set([
  "aws_cloudwatch_log_destination",
  "aws_cloudwatch_log_group",
  "aws_kinesis_firehose_delivery_stream",
  "aws_kinesis_stream",
  "aws_kinesis_stream_consumer",
  "aws_lambda_alias",
  "aws_lambda_event_source_mapping",
  "aws_lambda_function",
]);

/** Which type an ARN is of, and by which attribute such a resource is known. */
const typesByService: Readonly<Record<string, readonly [type: string, name: string]>> = {
  kinesis: ["aws_kinesis_stream", "name"],
  firehose: ["aws_kinesis_firehose_delivery_stream", "name"],
  lambda: ["aws_lambda_function", "function_name"],
  logs: ["aws_cloudwatch_log_destination", "name"],
};

/**
 * The way of log events through the resources of stacks: from a destination to its stream, and on to the Firehose streams and
 * Lambda functions that read the stream. Only what is written in the resources is known.
 */
export class Pipelines {
  private readonly byAddress: ReadonlyMap<string, PlacedResource>;

  public constructor(private readonly resources: readonly PlacedResource[]) {
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  }

  /**
   * The log groups that are written to on the way of what is sent to a target.
   *
   * @param target the ARN of a destination, a stream or a Lambda function, or a reference to one
   */
  public logsBehind(target: string): PipelineLog[] {
    const found = this.logsOf(target, new Set());
    return found.filter(
      (log, index) => found.findIndex((other) => JSON.stringify(other) === JSON.stringify(log)) === index,
    );
  }

  /** The account of a destination, stream or Lambda function, by its ARN or a reference to it. */
  public accountOf(target: string): string | undefined {
    const id = arnParts(target)?.account;
    return this.find(target)?.account ?? (id === undefined ? undefined : accountWithId(id));
  }

  /** The name of a log group, of which a reference may be given. */
  public logGroupName(text: string): string {
    const { type, attributes } = this.find(text) ?? {};
    const name = attributes?.name;
    return type === "aws_cloudwatch_log_group" && isKnown(name) ? name : text;
  }

  private logsOf(target: string, passed: Set<string>): PipelineLog[] {
    const key = this.keyOf(target);
    if (passed.has(key)) return [];
    passed.add(key);
    const resource = this.byAddress.get(key);
    if (resource?.type === "aws_cloudwatch_log_destination") {
      return this.logsOf(String(resource.attributes.target_arn), passed);
    }
    if (resource?.type === "aws_kinesis_firehose_delivery_stream") return this.logsOfFirehose(resource);
    if (/^aws_lambda_(?:function|alias)$/.test(resource?.type ?? "") || arnParts(target)?.service === "lambda") {
      return this.logsOfFunction(target);
    }
    return this.resources.flatMap((reader) => {
      if (reader.type === "aws_lambda_event_source_mapping" && this.reads(reader.attributes.event_source_arn, key)) {
        return this.logsOfFunction(String(reader.attributes.function_name), reader);
      }
      if (reader.type !== "aws_kinesis_firehose_delivery_stream") return [];
      const sources = blocksNamed("kinesis_source_configuration", reader.attributes);
      return sources.some((source) => this.reads(source.kinesis_stream_arn, key)) ? this.logsOfFirehose(reader) : [];
    });
  }

  /** Does a reader of this source read the stream of that key, itself or by a consumer? */
  private reads(source: unknown, key: string): boolean {
    if (typeof source !== "string") return false;
    const consumer = this.find(source);
    const stream = consumer?.type === "aws_kinesis_stream_consumer" ? String(consumer.attributes.stream_arn) : source;
    return this.keyOf(stream) === key;
  }

  private logsOfFirehose(stream: PlacedResource): PipelineLog[] {
    const { address, account, region, attributes } = stream;
    const own = blocksNamed("cloudwatch_logging_options", attributes)
      .filter(isEnabled)
      .flatMap(({ log_group_name: name }) =>
        typeof name === "string"
          ? [{ logGroupName: this.logGroupName(name), writer: `the Firehose stream ${address}`, account, region }]
          : [],
      );
    const functions = blocksNamed("processing_configuration", attributes)
      .filter(isEnabled)
      .flatMap((processing) => blocksNamed("parameters", processing))
      .filter(({ parameter_name }) => parameter_name === "LambdaArn")
      .flatMap(({ parameter_value }) => this.logsOfFunction(String(parameter_value), stream));
    return [...own, ...functions];
  }

  /** @param reader what calls the function, which is in its account and Region where nothing else is known of it */
  private logsOfFunction(named: string, reader?: PlacedResource): PipelineLog[] {
    const found = this.find(named);
    if (found?.type === "aws_lambda_alias") return this.logsOfFunction(String(found.attributes.function_name), found);
    if (found) {
      const { address, account, region, attributes } = found;
      const given = blocksNamed("logging_config", attributes)[0]?.log_group;
      const name = attributes.function_name;
      const writer = `the Lambda function ${address}`;
      if (typeof given === "string") return [{ logGroupName: this.logGroupName(given), writer, account, region }];
      return isKnown(name) ? [{ logGroupName: `/aws/lambda/${name}`, writer, account, region }] : [];
    }
    const arn = arnParts(named);
    const name = arn?.service === "lambda" ? arn.name : named;
    const account = arn?.account ? accountWithId(arn.account) : reader?.account;
    const region = arn?.region ?? reader?.region;
    if (account === undefined || !isKnown(name) || !/^[\w-]+$/.test(name)) return [];
    return [{ logGroupName: `/aws/lambda/${name}`, writer: `the Lambda function ${name}`, account, region }];
  }

  /** Two texts that mean the same thing have the same key. */
  private keyOf(text: string): string {
    return this.find(text)?.address ?? text;
  }

  /** The resource that an ARN, a reference or the name of a Lambda function means. */
  public find(text: string): PlacedResource | undefined {
    const [, address] = /^\$\{([^{}]*)\.\w+\}/.exec(text) ?? [];
    if (address !== undefined) return this.byAddress.get(address);
    const arn = arnParts(text);
    if (arn === undefined) {
      return this.resources.find(
        ({ type, attributes }) => type === "aws_lambda_function" && attributes.function_name === text,
      );
    }
    const [type, attribute] = typesByService[arn.service] ?? [];
    return this.resources.find(
      (resource) =>
        resource.type === type &&
        resource.attributes[attribute ?? ""] === arn.name &&
        resource.region === arn.region &&
        isSameAccount(resource.account, accountWithId(arn.account)) !== false,
    );
  }
}

/** All blocks of that name, however deep. Terraform's JSON has one block or a list of them. */
function blocksNamed(name: string, value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap((item) => blocksNamed(name, item));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    ...(key === name ? [member].flat().filter((block) => typeof block === "object" && block !== null) : []),
    ...blocksNamed(name, member),
  ]);
}

/** Off where it is left out; an expression may come out as true. */
function isEnabled({ enabled }: Record<string, unknown>): boolean {
  return enabled !== undefined && enabled !== false && enabled !== null;
}

/** A value, and no expression of Terraform. */
function isKnown(value: unknown): value is string {
  return typeof value === "string" && !/[$%]\{/.test(value);
}

function arnParts(text: string): { service: string; region: string; account: string; name: string } | undefined {
  const pattern =
    /^arn:[\w-]+:(kinesis|firehose|lambda|logs):([\w-]+):(\d{12}):(?:stream\/|deliverystream\/|function:|destination:)([^:/]+)/;
  const [, service, region, account, name] = pattern.exec(text) ?? [];
  if (service === undefined || region === undefined || account === undefined || name === undefined) return undefined;
  return { service, region, account, name };
}
