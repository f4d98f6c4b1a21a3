import { readFileSync } from "node:fs";
import { callSts } from "../../credentials/sts.ts";
import { environment } from "../../environment-variable.ts";
import { type Credentials, credentialsError } from "../../signing/credentials.ts";
import { NotHere } from "./not-here.ts";
import type { Session } from "./session.ts";

/** A role, and the file with the token of an identity provider, such as EKS writes it into a pod. */
interface WebIdentity {
  readonly tokenFile: string | undefined;
  readonly roleArn: string | undefined;
  readonly roleSessionName: string | undefined;
}

/**
 * The credentials of the role that the environment names, for EKS and others.
 *
 * @throws NotHere where it names no role or no token
 * @throws LogsError `CredentialsError` where the token cannot be read, or STS refuses it
 */
export function fromWebIdentityEnvironment(session: Session): Promise<Credentials> {
  return fromWebIdentity(
    {
      tokenFile: environment("AWS_WEB_IDENTITY_TOKEN_FILE"),
      roleArn: environment("AWS_ROLE_ARN"),
      roleSessionName: environment("AWS_ROLE_SESSION_NAME"),
    },
    session,
  );
}

/** The credentials of a role for the token of an identity provider. */
export async function fromWebIdentity(
  { tokenFile, roleArn, roleSessionName }: WebIdentity,
  session: Session,
): Promise<Credentials> {
  if (!tokenFile || !roleArn) throw new NotHere("AWS_WEB_IDENTITY_TOKEN_FILE or AWS_ROLE_ARN is not set");
  const parameters = {
    RoleArn: roleArn,
    RoleSessionName: roleSessionName ?? session.sessionName(),
    WebIdentityToken: readToken(tokenFile),
  };
  const region = await session.region();
  return callSts({ action: "AssumeRoleWithWebIdentity", parameters, region, ...session.sts });
}

/** The file is read each time, since the token in it is renewed. */
function readToken(file: string): string {
  try {
    return readFileSync(file, "ascii");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw credentialsError(`the web identity token in ${file} cannot be read: ${code} [LD1706]`, cause);
  }
}
