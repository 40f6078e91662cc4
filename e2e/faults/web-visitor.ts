import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "@/lib/cli/launch/child-process";
import type { ActionResult } from "@/lib/shared/result";

/** Somebody with a browser, as far as the server can tell: a cookie, an origin, server actions and routes. */
export interface Visitor {
  /** What makes a request theirs, for whoever sends one by hand. */
  headers: Record<string, string>;
  /** A request of a page that is signed in. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** A server action, called as the page at this path calls it. */
  act<T>(action: string, page: string, args: readonly unknown[], signal?: AbortSignal): Promise<ActionResult<T>>;
}

/**
 * Signs in through next-auth's own routes.
 * @param publicOrigin what the browser's address bar shows, where a proxy stands before `origin`
 * @throws when the server does not answer, or not with a session
 */
export async function signIn(origin: string, email: string, password: string, publicOrigin = origin): Promise<Visitor> {
  const csrf = await fetch(`${origin}/api/auth/csrf`, { signal: AbortSignal.timeout(20_000) });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie: cookiesOf(csrf), origin: publicOrigin },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    signal: AbortSignal.timeout(20_000),
  });
  await answer.body?.cancel();
  const cookie = cookiesOf(answer);
  if (!/dailies-session/.test(cookie)) throw new Error(`the sign-in of ${email} was answered ${answer.status} without a session`);

  const request = (where: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${origin}${where}`, { ...init, headers: { origin: publicOrigin, cookie, ...(init.headers as Record<string, string>) } });
  return {
    headers: { origin: publicOrigin, cookie },
    fetch: request,
    async act<T>(action: string, page: string, args: readonly unknown[], signal: AbortSignal = AbortSignal.timeout(60_000)) {
      const response = await request(page, {
        method: "POST",
        headers: { "next-action": actionId(action), accept: "text/x-component", "content-type": "text/plain;charset=UTF-8" },
        body: JSON.stringify(args),
        signal,
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${action} was answered ${response.status}: ${text.slice(0, 200)}`);
      return readResult<T>(text);
    },
  };
}

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

interface Manifest {
  node: Record<string, { exportedName?: string }>;
}

/** The name under which the build knows a server action. */
function actionId(name: string): string {
  const file = path.join(ROOT, ".next", "server", "server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const [id] = Object.entries(node).find(([, { exportedName }]) => exportedName === name) ?? [];
  if (!id) throw new Error(`the build knows no action ${name}`);
  return id;
}

/** The value that an action returned, out of the stream that React sends: row 0 points at it, and the rest may be a page. */
export function readResult<T>(stream: string): ActionResult<T> {
  const rows = new Map(
    stream.split("\n").flatMap((line) => {
      const [, id, json] = /^([0-9a-f]+):(.*)$/.exec(line) ?? [];
      return id === undefined ? [] : [[id, json ?? ""] as const];
    }),
  );
  const { a } = JSON.parse(rows.get("0") ?? "{}") as { a?: string };
  const value = rows.get(/^\$@?([0-9a-f]+)$/.exec(a ?? "")?.[1] ?? "");
  if (value === undefined) throw new Error(`no result in the answer of an action: ${stream.slice(0, 300)}`);
  if (!value.startsWith("{")) throw new Error(`an action threw: ${value.slice(0, 300)}`);
  return JSON.parse(value) as ActionResult<T>;
}
