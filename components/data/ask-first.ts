import type { ActionResult } from "@/lib/shared/result";

/** A sum above the one from which somebody wants to be asked, in millionths of a US dollar. */
export interface SpendQuestion {
  micros: number;
  above: number;
  /** How many clips have no known price, and are not in the sum. */
  unpriced: number;
  answer: (isYes: boolean) => void;
}

let questions: readonly SpendQuestion[] = [];
const listeners = new Set<() => void>();

function set(next: readonly SpendQuestion[]): void {
  questions = next;
  for (const listener of listeners) listener();
}

/** What is being asked now. */
export const questionNow = (): SpendQuestion | null => questions[0] ?? null;

export function subscribeQuestion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const ask = (asked: Omit<SpendQuestion, "answer">): Promise<boolean> =>
  new Promise((resolve) => {
    const question: SpendQuestion = {
      ...asked,
      answer: (isYes) => {
        set(questions.filter((one) => one !== question));
        resolve(isYes);
      },
    };
    set([...questions, question]);
  });

type Answer<T> = ActionResult<T> | null;

/** Whether nothing was sent because somebody, asked about the sum, said no. */
export const wasDeclined = (result: Answer<unknown>): boolean => result?.ok === false && result.error.code === "ask-first";

/**
 * Sends what may cost something. Where the studio wants the sum agreed to first, whoever pressed is asked, and it goes out
 * once more with the answer: each way of buying asks by going through here, and none needs to know the sum.
 */
export async function askingFirst<T>(send: (agreed?: number) => Promise<Answer<T>>): Promise<Answer<T>> {
  let result = await send();
  while (result && !result.ok && result.error.code === "ask-first") {
    const { micros, aboveMicros, unpriced } = result.error.values ?? {};
    if (!(await ask({ micros: Number(micros), above: Number(aboveMicros), unpriced: Number(unpriced) }))) break;
    result = await send(Number(micros));
  }
  return result;
}
