import { keepCredentials } from "../client/kept-credentials.ts";
import type {
  Credentials,
  CredentialsContext,
  ProvidedCredentials,
  StandaloneProvider,
} from "../signing/credentials.ts";

/** A provider whose credentials are kept for all clients that share it. */
export function shareSession(
  provider: (context: Partial<CredentialsContext>) => Promise<Credentials>,
): StandaloneProvider {
  const session = keepCredentials(provider);
  let last: Credentials | undefined;
  return async (context = {}) => {
    const refused = context.refused ?? (context.forceRefresh ? last : undefined);
    if (refused) session.forget(refused);
    last = await session.get(context as CredentialsContext);
    return last as ProvidedCredentials;
  };
}

/** The Region of the client that needs credentials, where it says one; clients of the AWS SDK say it in their own form. */
export async function regionOf({
  region,
  callerClientConfig,
}: Partial<CredentialsContext>): Promise<string | undefined> {
  return region ?? (await callerClientConfig?.region());
}
