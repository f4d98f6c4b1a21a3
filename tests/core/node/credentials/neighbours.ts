import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** One request that came in: where to, with what. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly form: URLSearchParams;
}

/** How the services around a program answer; each may be switched to something else. */
export interface NeighbourSwitches {
  /** The status of a request for a token of the instance's metadata. */
  readonly tokenStatus?: number;
  /** The status of everything but that. */
  readonly status?: number;
  /** What the container's endpoint wants in `authorization`. */
  readonly authorization?: string;
  /** When the credentials end, of all but SSO. */
  readonly expiration?: string;
  /** The text of every answer, but that of a request for a token of the instance's metadata and for its role. */
  readonly text?: string;
  /** The statuses of the first requests, before all goes as usual. */
  readonly first?: readonly number[];
}

/** When what the neighbours give ends, where a test says nothing else. */
export const inAnHour = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, "");

/**
 * STS, SSO, the metadata of a container and of an instance, on one port of this machine. The key that each gives out says
 * where it is from: `reader@eu-west-1:SOURCE` is a session of the role `reader` that the key `SOURCE` assumed by the STS of
 * that Region.
 */
export async function neighbours(switches: NeighbourSwitches = {}) {
  const asked: Asked[] = [];
  const waiting = [...(switches.first ?? [])];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
      const one = { method: request.method ?? "", url, headers: request.headers, form: new URLSearchParams(body) };
      asked.push(one);
      const isToken = url.pathname === "/latest/api/token";
      const status = waiting.shift() ?? (isToken ? switches.tokenStatus : switches.status) ?? 200;
      const text = status === 200 ? answer(one, switches) : refusal;
      response.writeHead(text === undefined ? 404 : status, { "content-type": "text/plain" });
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const refusal = `<ErrorResponse><Error><Code>AccessDenied</Code><Message>User is not authorized
The Canonical String for this request should have been 'x-amz-security-token:the-session-token'</Message></Error></ErrorResponse>`;

function answer({ method, url, headers, form }: Asked, switches: NeighbourSwitches): string | undefined {
  const { expiration = inAnHour, authorization } = switches;
  const given = (AccessKeyId: string) =>
    JSON.stringify({ Code: "Success", AccessKeyId, SecretAccessKey: "s", Token: "t", Expiration: expiration });
  if (method === "PUT") return "metadata-token";
  if (method === "POST") return session(form, headers.authorization, expiration);
  if (url.pathname.endsWith("/security-credentials/")) return " instance-role\n";
  if (switches.text !== undefined) return switches.text;
  if (url.pathname.endsWith("/security-credentials/instance-role")) {
    return given(headers["x-aws-ec2-metadata-token"] === "metadata-token" ? "INSTANCE" : "INSTANCE-V1");
  }
  if (url.pathname.startsWith("/container")) {
    return headers.authorization === authorization ? given(`CONTAINER${url.search}`) : undefined;
  }
  if (url.pathname === "/federation/credentials") {
    const [role, account] = [url.searchParams.get("role_name"), url.searchParams.get("account_id")];
    const accessKeyId = `SSO/${role}/${account}/${headers["x-amz-sso_bearer_token"]}`;
    const end = Date.now() + 3_600_000;
    return JSON.stringify({
      roleCredentials: { accessKeyId, secretAccessKey: "s", sessionToken: "t", expiration: end },
    });
  }
  return undefined;
}

function session(form: URLSearchParams, authorization: string | undefined, expiration: string): string {
  const [, source, region] = /Credential=([^ ]+)\/\d{8}\/([a-z0-9-]+)\/sts/.exec(authorization ?? "") ?? [];
  const role = form.get("RoleArn")?.split("/").at(-1);
  const key = `${role}${region ? `@${region}` : ""}:${source ?? form.get("WebIdentityToken")}`;
  const action = form.get("Action");
  return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>
    <AssumedRoleUser><AssumedRoleId>AROA:x</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/r/x</Arn></AssumedRoleUser>
    <Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
    <SessionToken>t</SessionToken><Expiration>${expiration}</Expiration></Credentials>
  </${action}Result></${action}Response>`;
}
