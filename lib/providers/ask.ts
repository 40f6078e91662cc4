import type { CallKind } from "./error-table";
import { type ErrorContext, errorFromAnswer, errorFromNetwork } from "./errors";
import { type Http, type HttpAnswer, HttpFailure, TIMEOUTS } from "./http";
import type { ProviderConnection } from "./types";

/** What an error of this account's answer is read by. */
export const contextFor =
  ({ host, apiKey }: ProviderConnection) =>
  (call: CallKind, httpStatus: number | null): ErrorContext => ({ host, call, httpStatus, apiKey });

export const bearer = ({ apiKey }: ProviderConnection): string => `Bearer ${apiKey}`;

/** A short call with the key that makes nothing. @throws ProviderError when it was refused, or brought no answer */
export function createAsk(connection: ProviderConnection, http: Http) {
  return async (method: "GET" | "DELETE", url: string, call: CallKind, maxBytes: number): Promise<HttpAnswer> => {
    let answer: HttpAnswer;
    try {
      answer = await http.send({ method, url, authorization: bearer(connection), timeoutMs: TIMEOUTS.read, maxBytes });
    } catch (error) {
      if (error instanceof HttpFailure) throw errorFromNetwork(error);
      throw error;
    }
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw errorFromAnswer(answer, contextFor(connection)(call, answer.status), Date.now());
  };
}
