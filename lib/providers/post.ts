import type { LookupAddress } from "node:dns";
import { fetch as undiciFetch } from "undici";
import { checkUrl, DownloadError, type DownloadProblem, guardedAgent, resolveAll } from "./download";
import { errorCode } from "./http";

const ANSWERS_WITHIN_MS = 10_000;

interface PostOptions {
  headers: Record<string, string>;
  body: string;
  /** Hosts that may be private, and be asked by http and on any port. */
  trusted: ReadonlySet<string>;
  /** For tests: stands in for name look-up. */
  lookup?: (hostname: string) => Promise<LookupAddress[]>;
}

/** What came of it: the status that was answered, or why there was none. */
export type Posted = { status: number; problem: null } | { status: null; problem: DownloadProblem };

/** Whether something may be sent there at all, as far as an address alone tells. */
export function mayPostTo(url: string, trusted: ReadonlySet<string>): boolean {
  try {
    checkUrl(url, undefined, trusted);
    return true;
  } catch (error) {
    if (error instanceof DownloadError) return false;
    throw error;
  }
}

/**
 * Sends JSON to an address that somebody typed, with the guard of downloads: never to this machine or its network, not by a name that leads
 * there either. Redirects are not followed, and nothing of the answer is read but its status.
 */
export async function postGuarded(url: string, { headers, body, trusted, lookup = resolveAll }: PostOptions): Promise<Posted> {
  const agent = guardedAgent(trusted, lookup);
  try {
    const target = checkUrl(url, undefined, trusted);
    const answer = await undiciFetch(target, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "user-agent": "Dailies/1.0 (self-hosted video studio)", ...headers },
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      dispatcher: agent,
    });
    return { status: answer.status, problem: null };
  } catch (error) {
    return { status: null, problem: problemOf(error) };
  } finally {
    void agent.destroy();
  }
}

function problemOf(error: unknown): DownloadProblem {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof DownloadError) return cause.problem;
  return error instanceof Error && error.name === "TimeoutError" ? "tooSlow" : errorCode(error) === "ABORT_ERR" ? "aborted" : "network";
}
