import type { startAuthentication } from "@simplewebauthn/browser";
import type { PasskeyQuestion } from "@/lib/accounts/passkeys/check-passkey";
import type { ActionResult } from "@/lib/shared/result";
import { askBrowser } from "./ask-browser";

type Answer = Awaited<ReturnType<typeof startAuthentication>>;

/** Has a passkey sign what the server asks, and sends it back. */
export async function answerOf<T>(
  ask: (input: Record<string, never>) => Promise<ActionResult<PasskeyQuestion>>,
  send: (answer: Answer) => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  const question = await ask({});
  if (!question.ok) return question;
  const answer = await askBrowser(({ startAuthentication }) => startAuthentication({ optionsJSON: question.data }));
  return answer.ok ? send(answer.data) : answer;
}
