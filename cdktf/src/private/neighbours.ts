import type { TerraformElement, TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { accountKey } from "./account";
import { type AppResources, resourcesAtSynth } from "./app-resources";
import { literalArn } from "./arn-form";
import { checkNeighbour, type NeighbourSubjects, partitionOf } from "./core";
import { isDecidedByRole, keyOfStream, keyProperties } from "./key-in-app";
import { isLiteral } from "./literal";
import { knownRegion } from "./location";
import { remedyFor } from "./neighbour-remedies";
import type { PlacedResource } from "./pipeline";
import { withReferences } from "./placed-resources";
import { madeUpRole, permitsOf, trustOf } from "./role-in-app";
import { accountId, accountWithId, isSameAccount } from "./sign-in";

/** What a construct refers to, as it is when the app is synthesized. */
export interface Neighbours {
  /** The ARN of the stream or Lambda function that is written to; `undefined` for a destination. */
  readonly targetArn?: string;
  /** The ARN of the role. */
  readonly roleArn?: string;
  /** Was the role made here, for that target? */
  readonly isOwnRole?: boolean;
  /** The log groups that are subscribed. */
  readonly logGroupNames?: readonly string[];
}

/** Where a construct makes its resource. */
interface Place {
  readonly region?: string;
  readonly provider?: TerraformProvider;
}

/**
 * Refuses, at synth, what AWS refuses for a property of something that the construct refers to, as far as the app shows it: a
 * stream, its key, a role, a Lambda function, a log group. What only Terraform knows passes.
 *
 * @param resource the construct's own, in which an escape hatch may have put something else
 */
export function refuseBadNeighbours(
  construct: IConstruct,
  resource: TerraformElement,
  place: Place,
  neighbours: () => Neighbours,
): void {
  const resources = resourcesAtSynth(construct);
  construct.node.addValidation({
    validate: () => (isOverridden(resource) ? [] : new Lookout(construct, place, resources()).findings(neighbours())),
  });
}

function isOverridden(resource: TerraformElement): boolean {
  // There is no other way to what `addOverride` collects.
  return Object.keys((resource as unknown as { rawOverrides: object }).rawOverrides).length > 0;
}

/** A stream, function or role that is named, as far as the app shows it. */
interface Seen {
  readonly service: string | undefined;
  /** The ARN, or the address of the resource. */
  readonly words: string;
  readonly resource: PlacedResource | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly partition: string | undefined;
  /** Its ARN, where that is a literal. */
  readonly literal: string | undefined;
}

const services: Readonly<Record<string, string>> = {
  aws_kinesis_stream: "kinesis",
  aws_kinesis_firehose_delivery_stream: "firehose",
  aws_lambda_function: "lambda",
  aws_lambda_alias: "lambda",
  aws_iam_role: "iam",
};

/** One construct's view of its neighbours. */
class Lookout {
  private readonly account: string;
  private readonly region: string | undefined;

  public constructor(
    private readonly scope: IConstruct,
    { provider, region }: Place,
    private readonly resources: AppResources,
  ) {
    this.account = accountKey(scope, provider);
    this.region = knownRegion(scope, provider, region);
  }

  public findings({ targetArn, roleArn, isOwnRole = false, logGroupNames = [] }: Neighbours): string[] {
    const target = targetArn === undefined ? undefined : this.seen(targetArn);
    const stream = target?.service === "kinesis" || target?.service === "firehose" ? target : undefined;
    const role = roleArn === undefined || isOwnRole ? undefined : this.seen(roleArn);
    const writer = stream && roleArn !== undefined ? this.seen(roleArn) : undefined;
    return [
      ...logGroupNames.flatMap((name) => this.logGroup(name)),
      ...(target?.service === "lambda" ? this.function(target) : []),
      ...(stream ? this.stream(stream) : []),
      ...(role ? this.role(role, stream !== undefined) : []),
      ...(stream && writer?.resource ? this.writer(writer.resource, stream, isOwnRole) : []),
    ];
  }

  private logGroup(name: string): string[] {
    const group =
      this.resources.atReference(withReferences(this.scope, name)) ?? (isLiteral(name) ? this.named(name) : undefined);
    if (group?.type !== "aws_cloudwatch_log_group") return [];
    const { log_group_class: logGroupClass } = group.attributes;
    if (typeof logGroupClass !== "string" || !isLiteral(logGroupClass)) return [];
    return this.found("filtered", { logGroupClass }, `subscribes the log group ${group.address}`);
  }

  /** A log group of the same account and Region, where these are known to be the same. */
  private named(logGroupName: string): PlacedResource | undefined {
    if (this.region === undefined) return undefined;
    return this.resources
      .named("aws_cloudwatch_log_group", "name", logGroupName)
      .find(({ account, region }) => account === this.account && region === this.region);
  }

  private function({ words, account, region = this.region ?? "" }: Seen): string[] {
    const [of, here] = this.accounts(account);
    const target = { service: "lambda" as const, arn: words, name: "", account: of, region };
    const subject = { target, account: here, region: this.region ?? region, exists: true, permission: undefined };
    return this.found("function", subject, `calls ${words}`);
  }

  private stream(stream: Seen): string[] {
    const { words, resource, account, partition } = stream;
    const [of, owner] = this.accounts(account);
    const key = resource && keyOfStream(this.resources, resource)?.resource;
    const region = this.region ?? "";
    const subject = {
      service: stream.service as "kinesis",
      account: of,
      owner,
      region,
      partition: this.region === undefined || partition === undefined ? partitionOf(region).name : partition,
      exists: true,
      source: resource && sourceOf(resource),
      key: key && keyProperties(this.resources, key),
    };
    return this.found("target", subject, `writes to ${words}`);
  }

  private role({ words, resource, account, partition }: Seen, isWriter: boolean): string[] {
    const uses = `uses the role ${words}`;
    const [of, owner] = this.accounts(account);
    const region = this.region ?? "";
    const ofRegion = partitionOf(region).name;
    const roleArn = `arn:${this.region === undefined ? ofRegion : (partition ?? ofRegion)}:iam::${of}:role/role`;
    const broken = this.found("role", { roleArn, owner, region, exists: true }, uses);
    if (broken.length > 0 || !isWriter || resource?.type !== "aws_iam_role") return broken;
    return this.found("trust", trustOf(resource, this.region), uses);
  }

  private writer(role: PlacedResource, stream: Seen, isOwnRole: boolean): string[] {
    const found =
      stream.service === "kinesis" && stream.resource ? keyOfStream(this.resources, stream.resource) : undefined;
    const key = found && isDecidedByRole(this.resources, found, isOwnRole) ? found : undefined;
    // What was made for this stream may write to it.
    if (role.type !== "aws_iam_role" || (isOwnRole && !key && role.attributes.permissions_boundary === undefined)) {
      return [];
    }
    const asked = { words: stream.words, literal: stream.literal, resource: stream.resource };
    const askedKey = key && { words: key.resource?.address ?? key.text, literal: key.literal, resource: key.resource };
    return this.found(
      "writer",
      {
        role: { arn: madeUpRole(role) },
        stream: { service: stream.service as "kinesis", arn: asked.words, region: stream.region ?? "" },
        key: askedKey && {
          arn: askedKey.words,
          properties: askedKey.resource && keyProperties(this.resources, askedKey.resource, role),
        },
        permits: permitsOf(this.resources, role, askedKey ? [asked, askedKey] : [asked]),
      },
      `writes to ${stream.words} with the role ${role.address}`,
    );
  }

  private seen(text: string): Seen {
    const resource = this.resources.namedBy(this.scope, text, this.account);
    const arn = literalArn(text);
    const region = (arn?.region || undefined) ?? (resource?.type === "aws_iam_role" ? undefined : resource?.region);
    return {
      service: arn?.service ?? services[resource?.type ?? ""],
      words: resource?.address ?? text,
      literal: arn && text,
      resource,
      account: arn ? accountWithId(arn.account) : resource?.account,
      region,
      partition: arn?.partition ?? (resource?.region === undefined ? undefined : partitionOf(resource.region).name),
    };
  }

  /** The account of a neighbour and the one of the construct, the same unless the app shows that they differ. */
  private accounts(account: string | undefined): readonly [of: string, here: string] {
    const here = accountId(this.account) ?? "000000000000";
    const differs = account !== undefined && isSameAccount(account, this.account) === false;
    return [(differs && accountId(account)) || here, here];
  }

  private found<Relation extends keyof NeighbourSubjects>(
    relation: Relation,
    subject: NeighbourSubjects[Relation],
    does: string,
  ): string[] {
    const broken = checkNeighbour(relation, subject);
    if (broken === undefined || broken.undecided) return [];
    return [`${this.scope.node.path} ${does}, and AWS refuses that: ${broken.why}; ${remedyFor(broken.rule)}`];
  }
}

const sources: Readonly<Record<string, string>> = {
  kinesis_source_configuration: "KinesisStreamAsSource",
  msk_source_configuration: "MSKAsSource",
};

/** The source of a Firehose stream; `undefined` for none, and where only Terraform knows whether there is one. */
function sourceOf({ attributes }: PlacedResource): string | undefined {
  const blocks = Object.keys(sources).filter((name) => [attributes[name]].flat().some(isBlock));
  return blocks[0] && sources[blocks[0]];
}

function isBlock(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
