import type { ActionError, ActionResult } from "@/lib/shared/result";

/** A read that was refused or did not arrive. `code` words it under `errors`; `offline` has no server behind it. */
export class RequestError extends Error {
  readonly error: ActionError | null;

  constructor(error: ActionError | null) {
    super(error?.code ?? "offline");
    this.name = "RequestError";
    this.error = error;
  }
}

/** GET one of our JSON routes. @throws RequestError */
export async function fetchJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(url, { headers: { accept: "application/json" }, ...(signal ? { signal } : {}) }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new RequestError(null);
  });
  // A proxy or a restarting server may answer with a page instead of our JSON.
  const result = (await response.json().catch(() => null)) as ActionResult<T> | null;
  if (result?.ok) return result.data;
  throw new RequestError(result?.error ?? null);
}
