import { isTaskId, videosUrl } from "../connection";
import { createOnce } from "../create-outcome";
import { parseJson } from "../clean-text";
import type { CallKind } from "../error-table";
import { type ErrorContext, errorFromAnswer, errorFromNetwork, localFailure, malformedAnswer } from "../errors";
import { ANSWER_LIMITS, type Http, type HttpAnswer, HttpFailure, TIMEOUTS } from "../http";
import { type ProviderConnection, ProviderError, type VideoProvider } from "../types";
import { contentOf } from "../open-content";
import { buildVideoBody } from "./body";
import { readVideoTask } from "./map";

/** `POST /v1/videos` and what goes with it. No list and no cancel exist here. */
export function createOpenAiStyleClient(connection: ProviderConnection, http: Http): VideoProvider {
  const authorization = `Bearer ${connection.apiKey}`;
  const contextOf = (call: CallKind, httpStatus: number | null): ErrorContext => ({
    host: connection.host,
    call,
    httpStatus,
    apiKey: connection.apiKey,
  });

  function urlOf(id: string): string {
    if (!isTaskId(id)) throw new ProviderError(localFailure("malformed", "not a task id"), { retryable: false });
    return `${videosUrl(connection)}/${id}`;
  }

  return {
    apiStyle: "openai",
    buildBody: (request) => ({ ...buildVideoBody(request, connection.host) }),
    createTask: (body, options) =>
      createOnce(http, {
        url: videosUrl(connection),
        authorization,
        body,
        context: { ...contextOf("create", null), body },
        signal: options?.signal,
      }),
    async getTask(id) {
      const url = urlOf(id);
      let answer: HttpAnswer;
      try {
        answer = await http.send({ method: "GET", url, authorization, timeoutMs: TIMEOUTS.read, maxBytes: ANSWER_LIMITS.answer });
      } catch (error) {
        if (error instanceof HttpFailure) throw errorFromNetwork(error);
        throw error;
      }
      if (answer.status < 200 || answer.status >= 300) throw errorFromAnswer(answer, contextOf("read", answer.status), Date.now());
      const task = readVideoTask(parseJson(answer.text), id, { ...contextOf("read", answer.status), baseUrl: connection.baseUrl });
      if (task) return task;
      // new-api says some errors with HTTP 200: without a status, an error in the body is the answer.
      const error = errorFromAnswer(answer, contextOf("read", answer.status), Date.now());
      throw error.failure.code === null && error.failure.message === "" ? malformedAnswer("the answer is no task", answer.status) : error;
    },
    ...contentOf(connection),
  };
}
