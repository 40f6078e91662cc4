import { bearer, contextFor, createAsk } from "../ask";
import { isTaskId, videosUrl } from "../connection";
import { createOnce } from "../create-outcome";
import { parseJson } from "../clean-text";
import { errorFromAnswer, localFailure, malformedAnswer } from "../errors";
import { ANSWER_LIMITS, type Http } from "../http";
import { type ProviderConnection, ProviderError, type VideoProvider } from "../types";
import { contentOf } from "../open-content";
import { buildVideoBody } from "./body";
import { readVideoTask } from "./map";

/** `POST /v1/videos` and what goes with it. No list and no cancel exist here. */
export function createOpenAiStyleClient(connection: ProviderConnection, http: Http): VideoProvider {
  const contextOf = contextFor(connection);
  const ask = createAsk(connection, http);

  function urlOf(id: string): string {
    if (!isTaskId(id)) throw new ProviderError(localFailure("malformed", "not a task id"), { retryable: false });
    return `${videosUrl(connection)}/${id}`;
  }

  return {
    apiStyle: "openai",
    buildBody: (request) => ({ ...buildVideoBody(request, connection.host) }),
    createTask: (body) =>
      createOnce(http, {
        url: videosUrl(connection),
        authorization: bearer(connection),
        body,
        context: { ...contextOf("create", null), body },
      }),
    async getTask(id) {
      const answer = await ask("GET", urlOf(id), "read", ANSWER_LIMITS.answer);
      const task = readVideoTask(parseJson(answer.text), id, { ...contextOf("read", answer.status), baseUrl: connection.baseUrl });
      if (task) return task;
      // new-api says some errors with HTTP 200: without a status, an error in the body is the answer.
      const error = errorFromAnswer(answer, contextOf("read", answer.status), Date.now());
      throw error.failure.code === null && error.failure.message === "" ? malformedAnswer("the answer is no task", answer.status) : error;
    },
    ...contentOf(connection),
  };
}
