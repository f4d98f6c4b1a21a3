import type { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import { LogsError } from "@log-destinations/core";
import type { Shape } from "@log-destinations/core/service";
import type { OnFault } from "../faults.ts";
import { type SteeringName, type SteeringOperation, steeringOperations } from "../steering/operations.ts";
import type { Steering } from "../steering/steering.ts";
import { internalError, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

const prefix = "/_local/v1/";
/** Neither a form nor a script of another site can send it, with whatever value. */
const writeHeader = "x-log-destinations";

/** Is a request for what AWS does not have? */
export function isSteering(target: string): boolean {
  return /^\/_local(?=[/?]|$)/.test(target);
}

type Row = SteeringOperation<object, unknown>;
const rows = Object.entries(steeringOperations) as [SteeringName, Row][];

/** How the port is protected. */
interface Protection {
  /** The token that whoever steers sends; `undefined` where none is set. */
  readonly token: string | undefined;
  readonly checksSignatures: () => boolean;
}

/** A request that is refused, with its status. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Answers the requests behind `/_local/`: JSON in, JSON out. An error is an object with a message and its id. */
export class SteeringHandler {
  readonly #steering: Steering;
  readonly #protection: Protection;
  readonly #onFault: OnFault;

  constructor(steering: Steering, protection: Protection, onFault: OnFault) {
    this.#steering = steering;
    this.#protection = protection;
    this.#onFault = onFault;
  }

  /** It never throws. */
  handle(request: WireRequest): WireAnswer {
    try {
      const url = new URL(request.target, "http://localhost");
      const [name, row] = routeOf(request.method, url.pathname);
      if (!row.open) this.#refuseStranger(request);
      const isRead = row.method === "GET";
      if (!isRead && !request.header(writeHeader)) {
        throw new Refused(
          403,
          `a request that changes something needs the header ${writeHeader}, of any value [LD3441]`,
        );
      }
      const input = isRead ? readQuery(row, url.searchParams) : readBody(request);
      const run = this.#steering[name] as (input: object) => unknown;
      return answer(200, run(input));
    } catch (error) {
      return this.#answerError(error);
    }
  }

  #refuseStranger({ header }: WireRequest): void {
    const { token, checksSignatures } = this.#protection;
    if (token === undefined) {
      if (!checksSignatures()) return;
      throw new Refused(403, "signatures are checked here, so that a token is needed, and none is set [LD3305]");
    }
    const [, given = ""] = /^bearer +(.+)$/i.exec(header("authorization") ?? "") ?? [];
    if (timingSafeEqual(digest(given), digest(token))) return;
    throw new Refused(401, "expected the header Authorization: Bearer TOKEN, with the token that was set [LD3442]");
  }

  #answerError(error: unknown): WireAnswer {
    const { message } = error as Error;
    const known = / \[LD\d{4}\]$/.test(message);
    if (error instanceof Refused) return answerError(error.status, message);
    if (error instanceof TypeError && known) return answerError(400, message);
    if (error instanceof LogsError && known) return answerError(error.status ?? 400, message);
    this.#onFault(error);
    return answerError(500, internalError);
  }
}

function routeOf(given: string, path: string): [SteeringName, Row] {
  const method = given === "HEAD" ? "GET" : given;
  const found = rows.find(([, row]) => row.method === method && prefix + row.path === path);
  if (found) return found;
  const others = rows.filter(([, row]) => prefix + row.path === path).map(([, row]) => row.method);
  if (others.length > 0) throw new Refused(405, `${path} takes ${others.join(" and ")}, and not ${given} [LD3440]`);
  const known = rows.map(([, row]) => `${row.method} ${prefix}${row.path}`).join(", ");
  throw new Refused(404, `${path} is not served; paths of version 1 are: ${known} [LD3304]`);
}

function readQuery({ members = {} }: Row, parameters: URLSearchParams): object {
  const shapes: Readonly<Record<string, Shape>> = members;
  const named = [...parameters].map(([name, text]): [string, unknown] => {
    const isNumber = Object.hasOwn(shapes, name) && shapes[name]?.type === "integer" && /^\d{1,15}$/.test(text);
    return [name, isNumber ? Number(text) : text];
  });
  return Object.fromEntries(named);
}

function readBody({ body }: WireRequest): object {
  if (body.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    // The parser's message repeats the text, which may hold a secret.
    throw new Refused(400, "the body is not JSON [LD3443]");
  }
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function answer(status: number, value: unknown, error?: string): WireAnswer {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  return { status, headers, body: `${JSON.stringify(value)}\n`, ...(error !== undefined && { error }) };
}

function answerError(status: number, text: string): WireAnswer {
  const [, message = text, id = ""] = /^(.*) \[(LD\d{4})\]$/s.exec(text) ?? [];
  return answer(status, { error: { id, message } }, id);
}
