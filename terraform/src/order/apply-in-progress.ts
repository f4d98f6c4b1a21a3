import { toDiagnostic } from "../diagnostics.ts";
import { type Diagnostic, severity } from "../protocol/messages.ts";
import { type Change, type Described, describeChange } from "./change.ts";
import { type Invocation, settlingTime, type Waiting } from "./invocation.ts";
import { mayMend, type RetriedPut, type Route, retriedPuts, routeOf } from "./retried-puts.ts";

/** Milliseconds between tries where no change of the run tells when to try again. */
const interval = 500;

interface Given {
  readonly invocation: Invocation;
  readonly connection: object;
  readonly resource: Described;
  readonly deletes: boolean;
  /** For messages: `creating CloudWatch Logs Destination (central)`. */
  readonly action: string;
}

/** How a put waits. */
interface Waits {
  /** Milliseconds until the service sees a change of a role. */
  readonly propagation: number;
  /** Aborted when Terraform asks the provider to stop. */
  readonly signal: AbortSignal;
}

/** An answer to a call that applies. */
interface Applied {
  readonly diagnostics?: readonly Diagnostic[];
}

/** The apply of one resource: whether it is tried again, and what there is to say about its order. */
export class ApplyInProgress implements Waiting {
  readonly route: Route;
  readonly #given: Given;
  /** As it was planned; `undefined` where it is not followed. */
  readonly #change: Change | undefined;
  /** What was applied since the first try and may have changed the answer. */
  readonly #applied: Change[] = [];
  readonly #warnings: Diagnostic[] = [];
  /** What to do about the error that ends it, where the order is to blame. */
  #advice: string | undefined;
  /** How many of its terraform waited when nothing could come any more. */
  #stuckWith = 0;
  #wake: (() => void) | undefined;

  constructor(given: Given) {
    const { invocation, connection, resource, deletes } = given;
    this.#given = given;
    this.#change = invocation.startApply(connection, deletes ? undefined : resource);
    this.route = routeOf(resource);
  }

  /** Does the work of the apply, and adds what is to be said about its order. */
  async carryOut<Answer extends Applied>(work: () => Promise<Answer>): Promise<Answer | Applied> {
    const { invocation, action } = this.#given;
    let state: "applied" | "failed" = "failed";
    try {
      const answer = await work();
      const { diagnostics = [] } = answer;
      if (!diagnostics.some((one) => one.severity === severity.error)) state = "applied";
      this.#warnOfLuck();
      return this.#warnings.length === 0 ? answer : { ...answer, diagnostics: [...diagnostics, ...this.#warnings] };
    } catch (error) {
      const diagnostic = toDiagnostic(error, action);
      const advice = this.#advice ?? this.#missing(error as Error);
      const detail = [diagnostic.detail, advice].filter(Boolean).join("\n");
      return { diagnostics: [{ ...diagnostic, ...(detail && { detail }) }] };
    } finally {
      invocation.endApply(this.#change, state);
    }
  }

  applied(change: Change): void {
    this.#applied.push(change);
    // It is about to try again, and no longer in the way of others.
    this.#given.invocation.waiting.delete(this);
    this.#wake?.();
  }

  reconsider(): void {
    this.#wake?.();
  }

  giveUp(waiting: number): void {
    this.#stuckWith = waiting;
    this.#wake?.();
  }

  /**
   * Puts the resource, and tries again as long as the real provider would and something can still change the answer.
   * @throws the last answer, or the reason for which Terraform stops
   */
  async put<Result>(context: Waits, request: () => Promise<Result>): Promise<Result> {
    const { invocation, resource } = this.#given;
    const { run } = invocation;
    const put = retriedPuts[resource.typeName] as RetriedPut;
    const end = run.clock.now() + put.timeout;
    run.listen(this);
    try {
      for (let tries = 1; ; tries++) {
        const before = this.#applied.length;
        const { answer, release } = run.notes.hold(request);
        try {
          const result = await answer;
          if (tries > 1) this.#warnOfWait(put);
          return result;
        } catch (error) {
          // A role that is not spread yet stays so for a while, and its note says why the apply takes long.
          if (context.propagation > 0) release();
          if (await this.#mayTryAgain(put, context, error, { before, end })) continue;
          release();
          throw error;
        }
      }
    } finally {
      invocation.waiting.delete(this);
      run.stopListening(this);
    }
  }

  /** Waits until there is a reason to try again. @returns whether there is one */
  async #mayTryAgain(
    put: RetriedPut,
    { propagation, signal }: Waits,
    error: unknown,
    { before, end }: { before: number; end: number },
  ): Promise<boolean> {
    const { invocation } = this.#given;
    const { run } = invocation;
    const isAboutRole = put.isAboutRole(error);
    const passesByItself = put.isConflict?.(error) || (isAboutRole && propagation > 0);
    if (!isAboutRole && !passesByItself) return false;
    if (!passesByItself) invocation.waiting.add(this);
    for (let rested = false; ; ) {
      if (this.#applied.length > before) return true;
      const left = end - run.clock.now();
      // Where the plan was not seen, anything may still come.
      const isPlanUnseen = this.#change?.earlier === undefined && !invocation.isStuck;
      const polls = passesByItself || isPlanUnseen;
      const isDeadlocked = !polls && run.deadlocked().has(invocation);
      if (isDeadlocked && !invocation.isStuck && !rested && left >= interval) {
        // A machine that was asleep has calls to take first.
        rested = true;
        await this.#sleep(interval, signal);
        signal.throwIfAborted();
        continue;
      }
      rested = false;
      if (isDeadlocked) invocation.giveUp();
      const toCome = passesByItself ? [] : run.stillToCome(this.route);
      if (this.#stuckWith > 0 || (!polls && toCome.length === 0) || left < (polls ? interval : 1)) {
        this.#advice = this.#adviceOn(put, toCome);
        return false;
      }
      await this.#sleep(polls ? interval : Math.min(left, settlingTime), signal);
      signal.throwIfAborted();
      if (polls) return true;
    }
  }

  async #sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    await this.#given.invocation.run.clock.after(milliseconds, AbortSignal.any([signal, woken.signal]));
    this.#wake = undefined;
  }

  #warnOfWait({ timeout }: RetriedPut): void {
    if (this.#applied.length === 0) return;
    const list = listOf(this.#applied);
    this.#warnings.push({
      severity: severity.warning,
      summary: `${this.#given.action}: it had to wait for ${list} [LD4530]`,
      detail:
        `On AWS this order costs up to ${minutes(timeout)}, in which the real provider tries again. The configuration ` +
        `asks for no other order: add to its depends_on ${list}.`,
    });
  }

  #warnOfLuck(): void {
    const before = this.#change ? this.#given.invocation.appliedByLuckBefore(this.#change) : [];
    if (before.length === 0) return;
    const list = listOf(before);
    this.#warnings.push({
      severity: severity.warning,
      summary: `${this.#given.action}: it succeeded because ${list} came first in this run [LD4534]`,
      detail:
        "The configuration does not ask for that order, and the real provider does not try again. In another run it can " +
        `fail: add to its depends_on ${list}, or refer to it.`,
    });
  }

  #adviceOn({ timeout }: RetriedPut, toCome: readonly Change[]): string | undefined {
    const { invocation } = this.#given;
    const planned = [...invocation.changes].filter((change) => mayMend(change, this.route));
    if (this.#stuckWith > 0 && this.#stuckWith < invocation.parallelism) {
      return (
        `${listOf(planned)} is planned, and terraform has nothing else to do: it depends on this, or another plan had it. ` +
        "Take this out of its depends_on and of all that it refers to [LD4536]"
      );
    }
    if (this.#stuckWith > 0) {
      const size = this.#stuckWith;
      const missing = planned.length > 0 ? listOf(planned) : "what gives the role its permissions";
      return (
        `${size === 1 ? "It waits" : `${size} applies wait`}, and terraform runs ${size} at once: nothing else can be ` +
        `applied. Add to its depends_on ${missing} [LD4531]`
      );
    }
    if (toCome.length > 0) {
      return `${listOf(toCome)} was not applied within ${minutes(timeout)}, as long as the real provider tries again [LD4532]`;
    }
    if (planned.length === 0) return undefined;
    return `${listOf(planned)} is not applied, since something else failed. Correct that, and apply again [LD4533]`;
  }

  #missing(error: Error): string | undefined {
    const missing = this.#change ? this.#given.invocation.missingFor(this.#change, error) : [];
    if (missing.length === 0) return undefined;
    const list = listOf(missing);
    return `${list} is planned and not applied yet. Add to its depends_on ${list}, or refer to it [LD4535]`;
  }
}

function listOf(changes: readonly Change[]): string {
  return [...new Set(changes.map(describeChange))].join(", ");
}

function minutes(milliseconds: number): string {
  return `${milliseconds / 60_000} minutes`;
}
