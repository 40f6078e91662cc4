/** For tests: one recorded answer. A string body is sent as it is, anything else as JSON; an Error is thrown. */
export type Recorded = { status?: number; body?: unknown; headers?: Record<string, string> } | Error;

export interface SentCall {
  method: string;
  url: string;
  headers: Headers;
  body: string;
}

/** For tests: a `fetch` that plays recorded answers in order, the last one again and again, and notes what was sent. */
export function playFetch(...answers: Recorded[]): typeof fetch & { calls: SentCall[] } {
  const calls: SentCall[] = [];
  let turn = 0;
  const play: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    calls.push({ method: request.method, url: request.url, headers: request.headers, body: await request.text() });
    const answer = answers[Math.min(turn++, answers.length - 1)];
    if (!answer) throw new Error("no answer was recorded");
    if (answer instanceof Error) throw answer;
    const text = typeof answer.body === "string" ? answer.body : answer.body === undefined ? "" : JSON.stringify(answer.body);
    const contentType = typeof answer.body === "string" && answer.body.startsWith("<") ? "text/html" : "application/json";
    return new Response(text, { status: answer.status ?? 200, headers: { "content-type": contentType, ...answer.headers } });
  };
  return Object.assign(play, { calls });
}

/** How undici reports trouble below HTTP. */
export const networkError = (code: string): TypeError => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
