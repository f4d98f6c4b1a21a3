import { type TerraformProvider, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import type { ILogDestination } from "../log-destination-ref";
import { accountKey } from "./account";
import { knownRegion } from "./location";
import { type PipelineLog, Pipelines, pipelineTypes } from "./pipeline";
import { placedResources, withReferences } from "./placed-resources";
import { isLocated } from "./policy-registry";
import { isSameAccount } from "./sign-in";

/** What is sent where, for the question whether it comes back. */
export interface SentLogs {
  readonly targetArn: string;
  /** The target is a stream or function of the sender's account, and no destination. */
  readonly isOwn?: boolean;
  /** The log group of a subscription filter; `undefined` where all log groups of the account are sent. */
  readonly logGroupName?: string;
  /** The log groups that the subscription of an account leaves out; `undefined` where nobody decided. */
  readonly excludeLogGroups?: string[];
  /** The account that owns the target, where the app does not make it. */
  readonly owner?: string;
  readonly region?: string;
  readonly provider?: TerraformProvider;
}

/** The account of a destination that is made outside the app, where the app knows its provider. */
export function ownerOf(destination: ILogDestination): string | undefined {
  return isLocated(destination) ? accountKey(destination, destination._provider) : undefined;
}

type Subscription = readonly [construct: IConstruct, sent: SentLogs];

const watched = new WeakMap<TerraformStack, Subscription[]>();

/**
 * Refuses, at synth, a subscription that sends what is logged on the way of its own log events, as far as the app shows it:
 * each log event would make another.
 */
export function refuseLoops(subscription: IConstruct, sent: SentLogs): void {
  const stack = TerraformStack.of(subscription);
  const known = watched.get(stack);
  if (known) {
    known.push([subscription, sent]);
    return;
  }
  const subscriptions: Subscription[] = [[subscription, sent]];
  watched.set(stack, subscriptions);
  // Once for a stack, since the whole app is looked at.
  stack.node.addValidation({ validate: () => loopFindings(subscriptions) });
}

function loopFindings(subscriptions: readonly Subscription[]): string[] {
  const [[first] = []] = subscriptions;
  if (first === undefined) return [];
  const pipelines = new Pipelines(placedResources(first.node.root, pipelineTypes));
  return subscriptions.flatMap(([subscription, sent]) => {
    const here = (text: string) => pipelines.logGroupName(withReferences(subscription, text));
    const target = withReferences(subscription, sent.targetArn);
    const account = accountKey(subscription, sent.provider);
    const region = knownRegion(subscription, sent.provider, sent.region);
    const logs = pipelines
      .logsBehind(target)
      .filter((log) => log.region === region && isSameAccount(log.account, account) !== false);
    const certain = sent.isOwn ? logs : logs.filter((log) => log.account === account);
    const path = subscription.node.path;
    if (sent.logGroupName !== undefined) return filterFindings(path, here(sent.logGroupName), certain);
    const { excludeLogGroups } = sent;
    if (excludeLogGroups === undefined) {
      const owner = pipelines.accountOf(target) ?? sent.owner;
      const owns = owner === undefined ? undefined : isSameAccount(owner, account);
      return owns === false ? accountFindings(path, [], certain) : undecidedFindings(path, owns, logs);
    }
    // A list that only Terraform knows can hold any name.
    if (Token.isUnresolved(excludeLogGroups)) return [];
    return accountFindings(path, excludeLogGroups.map(here), certain);
  });
}

function filterFindings(path: string, logGroupName: string, logs: readonly PipelineLog[]): string[] {
  const log = logs.find((each) => each.logGroupName === logGroupName);
  if (log === undefined) return [];
  return [
    `${path} sends the log group ${logGroupName}, which ${log.writer} writes to when it handles what was sent: each log ` +
      "event would make another, without end; leave this subscription out, or let it log elsewhere [LD2903]",
  ];
}

function accountFindings(path: string, excluded: readonly string[], logs: readonly PipelineLog[]): string[] {
  const open = logs.filter(({ logGroupName }) => !excluded.includes(logGroupName));
  if (open.length === 0) return [];
  const writers = open.map(({ logGroupName, writer }) => `\n- ${logGroupName}: ${writer} writes to it`);
  return [
    `${path} sends what is logged on the way of its own log events, and each log event would make another, without end; ` +
      `write ${exclusion([...excluded, ...open.map(({ logGroupName }) => logGroupName)])} [LD2902]:${writers.join("")}`,
  ];
}

function undecidedFindings(path: string, owns: boolean | undefined, logs: readonly PipelineLog[]): string[] {
  const names = logs.map(({ logGroupName }) => logGroupName);
  const whose = owns ? "is" : "may be";
  const otherwise = owns
    ? ""
    : ". Where it is another account, give both providers allowedAccountIds with one account, and nothing has to be left out";
  return [
    `${path} sends every log group of an account that ${whose} the one that receives them, where what is logged on the way ` +
      `would be sent again; write ${exclusion(names)}${names.length === 0 ? ", with the names of log groups that Firehose streams, Lambda functions and other readers on the way write to, if there are any" : ""}${otherwise} [LD2901]`,
  ];
}

function exclusion(names: readonly string[]): string {
  const distinct = [...new Set(names)].sort();
  return `excludeLogGroups: [${distinct.map(written).join(", ")}]`;
}

/** A name as a literal; of one that only Terraform knows, the resource that has it. */
function written(name: string): string {
  const [, address, attribute] = /^\$\{([^{}]+)\.(\w+)\}$/.exec(name) ?? [];
  return address === undefined ? JSON.stringify(name) : `the ${attribute} of ${address}`;
}
