import type { EndpointOptions } from "../../client/endpoint.ts";
import type { Fetch } from "../../client/transport.ts";
import type { Credentials } from "../../signing/credentials.ts";
import type { SharedFiles } from "./shared-files.ts";

/** What the places of one search for credentials share. */
export interface Session {
  readonly files: SharedFiles;
  /** The Region of the client that needs credentials; where it says none, that of environment, profile or `us-east-1`. */
  region(): Promise<string>;
  /** The name of the session of a role that is given none. */
  sessionName(): string;
  /** How STS is called. */
  readonly sts: { readonly endpoint: EndpointOptions; readonly fetch: Fetch };
  /** Gets the code of a device for multi-factor authentication. */
  readonly mfaCodeProvider: ((serial: string) => Promise<string>) | undefined;
  /** The credentials of this instance. */
  instance(): Promise<Credentials>;
}
