import { LocalLogs } from "../../../local/src/local-logs.ts";
import { callsOf } from "../../../terraform/src/calls/calls.ts";
import { CreatedNotInState } from "../../../terraform/src/lifecycle/created-not-in-state.ts";
import type { Clock } from "../../../terraform/src/order/clock.ts";
import { HeldNotes } from "../../../terraform/src/order/held-notes.ts";
import { Invocation, type TerraformStart } from "../../../terraform/src/order/invocation.ts";
import { ownershipMark } from "../../../terraform/src/ownership-mark.ts";
import { decodeValue, encodeValue } from "../../../terraform/src/protocol/dynamic-value.ts";
import type { Handlers } from "../../../terraform/src/protocol/handlers.ts";
import { type Diagnostic, type DynamicValue, severity } from "../../../terraform/src/protocol/messages.ts";
import type { Values } from "../../../terraform/src/protocol/types.ts";
import { Provider } from "../../../terraform/src/provider.ts";
import { emptyValues, providerSchema, resourceSchemas } from "../../../terraform/src/schema/schema.ts";
import { owner } from "../../local/wire.ts";

export const region = "eu-west-1";

/** A clock that a test sets. */
export class SetClock implements Clock {
  #now = 1_700_000_000_000;
  readonly #sleepers = new Set<{ until: number; wake: () => void }>();

  readonly now = (): number => this.#now;

  readonly after = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const sleeper = { until: this.#now + milliseconds, wake: resolve };
      this.#sleepers.add(sleeper);
      const wake = () => {
        this.#sleepers.delete(sleeper);
        resolve();
      };
      sleeper.wake = wake;
      if (signal.aborted) wake();
      else signal.addEventListener("abort", wake, { once: true });
    });

  /** Lets time pass, in steps after each of which whoever it woke goes on. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await settled();
      const next = Math.min(end, ...[...this.#sleepers].map(({ until }) => until));
      this.#now = Math.max(this.#now, next);
      for (const { until, wake } of [...this.#sleepers]) if (until <= this.#now) wake();
      if (next >= end) return settled();
    }
  }
}

/** Lets everything go on that waits for no time and no other call. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export interface Resource {
  readonly type: string;
  /** As the configuration gives them; what is known only after apply is `unknown` in a plan. */
  readonly values: Values;
}

interface Answer {
  readonly errors: string[];
  readonly warnings: string[];
}

/** A local service and the provider on it, with a clock that is set. */
export function startRun({ propagation = 0 } = {}) {
  const clock = new SetClock();
  const printed: string[] = [];
  const notes = new HeldNotes((line) => printed.push(line));
  const local = new LocalLogs({ strict: true, onNote: notes.onNote, propagation, clock: clock.now });
  const provider = new Provider(local, {
    url: "http://127.0.0.1:9",
    accessKeyId: owner,
    region,
    accountOf: (key) => local.control.accountOf(key),
    propagation,
    createdNotInState: new CreatedNotInState(),
    clock,
    notes,
  });
  return {
    local,
    clock,
    /** The notes of the service that were let out. */
    printed,
    terraform: (start: TerraformStart = { command: "apply" }) => new SimulatedTerraform(provider, start),
  };
}

/** Makes the calls that a terraform makes, in the order that a test wants. */
export class SimulatedTerraform {
  readonly invocation: Invocation;
  readonly #calls: Handlers;

  constructor(provider: Provider, start: TerraformStart) {
    this.invocation = new Invocation(provider.run, start);
    this.#calls = callsOf(provider, this.invocation);
  }

  /** The walk that makes a plan of these resources. */
  async plan(...resources: Resource[]): Promise<void> {
    const walk = await this.walk();
    for (const resource of resources) {
      await walk.plan(resource);
      await settled();
    }
  }

  /** Opens a connection, which is one walk's. */
  async walk(accessKey?: string): Promise<Walk> {
    const connection = {};
    const block = { ...emptyValues(providerSchema), ...(accessKey !== undefined && { access_key: accessKey }) };
    await this.#calls.ConfigureProvider({ config: encodeValue(block, providerSchema.type) }, connection);
    return new Walk(this.#calls, connection);
  }
}

class Walk {
  readonly #calls: Handlers;
  readonly #connection: object;

  constructor(calls: Handlers, connection: object) {
    this.#calls = calls;
    this.#connection = connection;
  }

  async plan({ type, values }: Resource, prior: Values | null = null): Promise<DynamicValue> {
    const block = resourceSchemas[type];
    if (!block) throw new Error(`no type ${type}`);
    const config = encodeValue({ ...emptyValues(block), ...values }, block.type);
    const planned = (await this.#calls.PlanResourceChange(
      {
        typeName: type,
        priorState: encodeValue(prior, block.type),
        proposedNewState: config,
        config,
        priorPrivate: prior ? ownershipMark : new Uint8Array(),
      },
      this.#connection,
    )) as { plannedState: DynamicValue; diagnostics?: Diagnostic[] };
    if (planned.diagnostics?.length) throw new Error(JSON.stringify(planned.diagnostics));
    return planned.plannedState;
  }

  /** Plans again, and applies. */
  async apply(resource: Resource): Promise<Answer & { state: Values | undefined }> {
    const type = resourceSchemas[resource.type]?.type;
    if (!type) throw new Error(`no type ${resource.type}`);
    const plannedState = await this.plan(resource);
    const priorState = encodeValue(null, type);
    const request = { typeName: resource.type, priorState, plannedState, plannedPrivate: new Uint8Array() };
    const answer = (await this.#calls.ApplyResourceChange(request, this.#connection)) as {
      newState?: DynamicValue;
      diagnostics?: Diagnostic[];
    };
    const texts = (wanted: number) =>
      (answer.diagnostics ?? []).flatMap(({ severity: is, summary, detail }) =>
        is === wanted ? [[summary, detail].filter(Boolean).join("\n")] : [],
      );
    return {
      errors: texts(severity.error),
      warnings: texts(severity.warning),
      state: answer.newState && (decodeValue(answer.newState, type) as Values),
    };
  }

  stop(): void {
    void this.#calls.StopProvider({}, this.#connection);
  }
}
