import type { ProviderVersions } from "../schema/provider-versions.ts";
import { type Change, calledWithout, type Described, PlannedChanges } from "./change.ts";
import { type Clock, systemClock } from "./clock.ts";
import { HeldNotes } from "./held-notes.ts";
import { isOrdered, subjectMadeBy, subjectsNeededBy } from "./needs.ts";
import { canMend, mayMend, type Route, retriedPuts } from "./retried-puts.ts";

export interface RunOptions {
  /**
   * The time by which a put is tried again.
   * @default that of the machine
   */
  readonly clock?: Clock | undefined;
  /**
   * Holds back what the local service notes while a request is tried again. The service must note by its `onNote`.
   * @default nothing is held back
   */
  readonly notes?: HeldNotes | undefined;
}

/** How a terraform was started. */
export interface TerraformStart {
  /** Such as `apply`. A terraform of which nothing is said may apply. */
  readonly command?: string | undefined;
  /**
   * How many resources it works on at once.
   * @default 10, as Terraform's
   */
  readonly parallelism?: number | undefined;
  /** The file that a `plan` saves its plan in, an absolute path. */
  readonly savesPlanIn?: string | undefined;
  /** The file whose plan an `apply` applies, an absolute path. */
  readonly appliesPlanOf?: string | undefined;
  /** What the configuration in its folder says of the AWS provider. */
  readonly provider?: ProviderVersions | undefined;
  /**
   * Do programs run that it has started, such as those of provisioners and of other providers? They may take their time.
   * @default they may
   */
  readonly runsPrograms?: (() => boolean) | undefined;
}

/** Milliseconds in which Terraform starts the next resource, or has none to start. */
export const settlingTime = 2_000;

/** A put that may be tried again. */
export interface Waiting {
  readonly route: Route;
  /** A change was applied that may mend its route. */
  applied(change: Change): void;
  /** What can still come is no longer the same. */
  reconsider(): void;
  /** Nothing can come: so many wait that terraform starts no other, or it has nothing else to do. */
  giveUp(waiting: number): void;
}

/** All terraforms that plan or apply at present. */
export class Run {
  readonly clock: Clock;
  readonly notes: HeldNotes;
  readonly #live = new Set<Invocation>();
  readonly #puts = new Set<Waiting>();
  /** What was planned and is not applied yet, by the file that the plan was saved in. */
  readonly #saved = new Map<string, PlannedChanges>();

  constructor({ clock = systemClock, notes = new HeldNotes(() => {}) }: RunOptions = {}) {
    this.clock = clock;
    this.notes = notes;
  }

  recordLive(invocation: Invocation): void {
    this.#live.add(invocation);
  }

  recordEnd(invocation: Invocation): void {
    this.#live.delete(invocation);
    this.reconsider();
  }

  savePlan(file: string, changes: PlannedChanges): void {
    this.#saved.set(file, changes);
  }

  /** @returns what the plan of a file plans; `undefined` where this run did not make it. Terraform applies it once */
  takePlan(file: string): PlannedChanges | undefined {
    const changes = this.#saved.get(file);
    this.#saved.delete(file);
    return changes;
  }

  /** Lets a put know of what is applied, until it ends. */
  listen(put: Waiting): void {
    this.#puts.add(put);
  }

  stopListening(put: Waiting): void {
    this.#puts.delete(put);
  }

  recordSettled(change: Change): void {
    for (const put of this.#puts) {
      if (change.state === "applied" && mayMend(change, put.route)) put.applied(change);
      else put.reconsider();
    }
  }

  reconsider(): void {
    for (const put of this.#puts) put.reconsider();
  }

  /** What is planned, or is being applied, and may still mend a route. */
  stillToCome(route: Route): Change[] {
    const deadlocked = this.deadlocked();
    return [...this.#live].flatMap((invocation) => (deadlocked.has(invocation) ? [] : invocation.mending(route)));
  }

  /** The terraforms that apply nothing more unless one of their puts goes on, and none of these can. */
  deadlocked(): ReadonlySet<Invocation> {
    const blocked = new Set([...this.#live].filter((invocation) => invocation.isBlocked));
    const isReleased = ({ waiting }: Invocation): boolean => {
      const others = [...this.#live].filter((other) => !blocked.has(other));
      return others.some((other) => [...waiting].some(({ route }) => other.mending(route).length > 0));
    };
    for (;;) {
      const released = [...blocked].find(isReleased);
      if (!released) return blocked;
      blocked.delete(released);
    }
  }
}

/** One terraform: what it has planned and not applied, and which of its applies wait. */
export class Invocation {
  readonly run: Run;
  readonly changes: PlannedChanges;
  readonly parallelism: number;
  /** What its configuration says of the AWS provider; `undefined` where nobody looked. */
  readonly provider: ProviderVersions | undefined;
  /** The puts that wait for a change. */
  readonly waiting = new Set<Waiting>();
  hasFailed = false;
  readonly #records: boolean;
  /** Does another terraform apply what this one plans? */
  readonly #onlyPlans: boolean;
  readonly #runsPrograms: () => boolean;
  /** The resources that were created, by what they make. */
  readonly #made = new Map<string, Change>();
  #applying = 0;
  #lastCall = 0;

  constructor(run: Run, start: TerraformStart = {}) {
    const { command, parallelism = 10, savesPlanIn, appliesPlanOf, provider, runsPrograms } = start;
    this.run = run;
    this.changes = (appliesPlanOf === undefined ? undefined : run.takePlan(appliesPlanOf)) ?? new PlannedChanges();
    this.#onlyPlans = savesPlanIn !== undefined;
    if (savesPlanIn !== undefined) run.savePlan(savesPlanIn, this.changes);
    this.provider = provider;
    // Tests may run side by side in one terraform, each with as many at once.
    this.parallelism = command === "test" ? Number.POSITIVE_INFINITY : parallelism;
    this.#runsPrograms = runsPrograms ?? (() => true);
    // What any other command plans, none applies.
    this.#records = command === undefined || command === "apply" || command === "test" || this.#onlyPlans;
  }

  /** Do as many applies wait as it runs at once? It can start no other then. */
  get isStuck(): boolean {
    return this.waiting.size >= this.parallelism;
  }

  /**
   * Has it nothing else to do? Then what it has planned depends on a put that waits, or is of a plan that it does not
   * apply.
   */
  get isResting(): boolean {
    return this.waiting.size > 0 && this.quietFor >= settlingTime && !this.#runsPrograms();
  }

  /** Does it apply nothing more until one of its puts goes on? */
  get isBlocked(): boolean {
    return this.isStuck || this.isResting;
  }

  /**
   * What it has planned, or applies, and may mend a route. After a failure it skips what depends on that, without a call;
   * it goes on as long as it is at work.
   */
  mending(route: Route): Change[] {
    if (this.hasFailed && this.quietFor >= settlingTime) return [];
    return [...this.changes].filter((change) => mayMend(change, route));
  }

  /** Milliseconds for which it has made no call, and has had none to wait for but the puts that wait. */
  get quietFor(): number {
    return this.#applying > this.waiting.size ? 0 : this.run.clock.now() - this.#lastCall;
  }

  /** Does an order matter to resources of this type, here? */
  follows(typeName: string): boolean {
    return this.#records && (canMend(typeName) || isOrdered(typeName) || Object.hasOwn(retriedPuts, typeName));
  }

  /** Takes a call that plans a resource of a type that is followed. */
  plan(connection: object, described: Described, change: Pick<Change, "creates" | "config">): void {
    this.#lastCall = this.run.clock.now();
    if (!this.#onlyPlans) this.run.recordLive(this);
    this.changes.plan(connection, described, change);
  }

  /** Takes a call that plans no change, also where an earlier walk has planned one. */
  planNothing(connection: object, described: Described): void {
    this.#lastCall = this.run.clock.now();
    if (this.changes.planNothing(connection, described)) this.run.reconsider();
  }

  /**
   * @param described a resource that is created or updated
   * @returns the change that is applied; `undefined` where it is not followed, or was not planned
   */
  startApply(connection: object, described: Described | undefined): Change | undefined {
    this.#applying++;
    this.#lastCall = this.run.clock.now();
    return described && this.follows(described.typeName) ? this.changes.apply(connection, described) : undefined;
  }

  endApply(change: Change | undefined, state: "applied" | "failed"): void {
    this.#applying--;
    this.#lastCall = this.run.clock.now();
    if (state === "failed") this.hasFailed = true;
    if (change) {
      this.changes.settle(change, state);
      const made = state === "applied" && change.creates ? subjectMadeBy(change) : undefined;
      if (made !== undefined) this.#made.set(made, change);
      this.run.recordSettled(change);
    } else if (state === "failed") {
      this.run.reconsider();
    }
  }

  /** Ends all waits at once: as soon as one had ended, the others would look as if they could go on. */
  giveUp(): void {
    const { size } = this.waiting;
    for (const put of this.waiting) put.giveUp(size);
  }

  /** What a change needs and is planned and not applied; with an error, what it names as missing. */
  missingFor(change: Change, error: Error): Change[] {
    const needed = subjectsNeededBy(change, error);
    if (needed.length === 0) return [];
    return [...this.changes].filter((other) => needed.includes(subjectMadeBy(other) ?? ""));
  }

  /** What a change needed and has depended on nothing but luck for. */
  appliedByLuckBefore(change: Change): Change[] {
    const made = subjectsNeededBy(change).flatMap((subject) => this.#made.get(subject) ?? []);
    return made.filter((other) => calledWithout(change, other));
  }

  /** It has ended: what it has not applied does not come. */
  end(): void {
    this.run.recordEnd(this);
  }
}
