import { randomBytes } from "node:crypto";
import type { CallerIdentity } from "../control/declarations.ts";

/** The access key of a role's session, and who has it. */
export interface RoleSession {
  readonly caller: Omit<CallerIdentity, "region">;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch, by the machine's clock, as clients look at it to renew a session. */
  readonly expiration: number;
}

const most = 10_000;

/** The sessions that AssumeRole gave out; in memory alone, as secrets must not be stored. */
export class RoleSessions {
  readonly #byKey = new Map<string, RoleSession>();

  /**
   * Opens a session. Expired ones are forgotten, and beyond 10,000 the oldest.
   * @param seconds how long it lasts
   */
  open(caller: RoleSession["caller"], seconds: number): RoleSession & { readonly accessKeyId: string } {
    const now = Date.now();
    for (const [id, { expiration }] of this.#byKey) {
      if (expiration >= now && this.#byKey.size < most) break;
      this.#byKey.delete(id);
    }
    const accessKeyId = `ASIA${randomBytes(10).toString("hex").slice(0, 16).toUpperCase()}`;
    const session = {
      caller,
      secretAccessKey: randomBytes(30).toString("base64"),
      sessionToken: randomBytes(96).toString("base64"),
      expiration: now + seconds * 1000,
    };
    this.#byKey.set(accessKeyId, session);
    return { accessKeyId, ...session };
  }

  find(accessKeyId: string): RoleSession | undefined {
    return this.#byKey.get(accessKeyId);
  }
}
