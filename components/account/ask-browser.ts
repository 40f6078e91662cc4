import type { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import type { AppErrorCode } from "@/lib/shared/errors";
import type { ActionResult } from "@/lib/shared/result";

type Library = { startAuthentication: typeof startAuthentication; startRegistration: typeof startRegistration };

/** Lets the browser ask for a passkey in its own window. What comes of it is told as an action's answer is. */
export async function askBrowser<T>(ask: (library: Library) => Promise<T>): Promise<ActionResult<T>> {
  const library = await import("@simplewebauthn/browser");
  if (!library.browserSupportsWebAuthn()) return { ok: false, error: { code: "passkey-unable" } };
  try {
    return { ok: true, data: await ask(library) };
  } catch (error) {
    return { ok: false, error: { code: codeOf(error) } };
  }
}

function codeOf(error: unknown): AppErrorCode {
  const name = error instanceof Error ? error.name : "";
  // Browsers say the same for "no", for "not in time" and for "there is none here".
  if (name === "NotAllowedError" || name === "AbortError") return "passkey-cancelled";
  return name === "InvalidStateError" ? "passkey-known" : "passkey-unable";
}
