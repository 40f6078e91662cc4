import { bearer, contextFor, createAsk } from "../ask";
import { isTaskId, nativeTasksUrl } from "../connection";
import { createOnce } from "../create-outcome";
import { parseJson } from "../clean-text";
import { localFailure, malformedAnswer } from "../errors";
import { ANSWER_LIMITS, type Http } from "../http";
import { contentOf } from "../open-content";
import { type ListFilter, type ProviderConnection, ProviderError, type TaskList, type TaskSnapshot, type VideoProvider } from "../types";
import { buildNativeBody } from "./body";
import { readNativeList, readNativeTask } from "./map";

const LARGEST_PAGE = 500;

/** A provider that can list and cancel. */
export type NativeVideoProvider = VideoProvider & Required<Pick<VideoProvider, "listTasks" | "cancelTask">>;

/** The native surface of PowerTokens, BytePlus ModelArk or Volcengine Ark: same bodies, other addresses. */
export function createNativeClient(connection: ProviderConnection, http: Http): NativeVideoProvider {
  const tasksUrl = nativeTasksUrl(connection);
  const contextOf = contextFor(connection);
  const ask = createAsk(connection, http);

  async function getTask(id: string): Promise<TaskSnapshot> {
    const answer = await ask("GET", taskUrl(tasksUrl, id), "read", ANSWER_LIMITS.answer);
    const task = readNativeTask(parseJson(answer.text), contextOf("read", answer.status));
    // Somebody else's task in the answer must never become ours.
    if (!task || task.id !== id) throw malformedAnswer(task ? "the answer is about another task" : "the answer is no task", answer.status);
    return task;
  }

  return {
    apiStyle: "native",
    ...contentOf(connection),
    buildBody: (request) => ({ ...buildNativeBody(request, connection.host) }),
    createTask: (body) =>
      createOnce(http, {
        url: tasksUrl,
        authorization: bearer(connection),
        body,
        context: { ...contextOf("create", null), body },
      }),
    getTask,
    async listTasks(filter) {
      const { status, query } = listQuery(filter);
      const answer = await ask("GET", `${tasksUrl}?${query}`, "read", ANSWER_LIMITS.list);
      const list = readNativeList(parseJson(answer.text), contextOf("read", answer.status));
      if (!list) throw malformedAnswer("the answer is no list", answer.status);
      // The service cannot filter by `expired`, so that one is picked out here.
      return status === "expired"
        ? ({ items: list.items.filter((item) => item.status === "expired"), total: null } satisfies TaskList)
        : list;
    },
    async cancelTask(id) {
      // DELETE means "cancel" for a queued task and "erase the record" for a finished one, and the server decides
      // which. So it is sent only to what was queued a moment ago.
      let status: TaskSnapshot["status"];
      try {
        ({ status } = await getTask(id));
      } catch (error) {
        if (error instanceof ProviderError && error.failure.kind === "taskNotFound") return "over";
        throw error;
      }
      if (status === "cancelled") return "cancelled";
      if (status === "running" || status === null) return "started";
      if (status !== "queued") return "over";
      try {
        await ask("DELETE", taskUrl(tasksUrl, id), "cancel", ANSWER_LIMITS.answer);
        return "cancelled";
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        const { kind, httpStatus } = error.failure;
        if (httpStatus === 409 || kind === "taskRunning") return "started";
        if (error.retryable || kind === "key" || httpStatus === null || httpStatus >= 500) throw error;
        return "over";
      }
    },
  };
}

function taskUrl(tasksUrl: string, id: string): string {
  if (!isTaskId(id)) throw new ProviderError(localFailure("malformed", "not a task id"), { retryable: false });
  return `${tasksUrl}/${id}`;
}

function listQuery(filter: ListFilter): { status: ListFilter["status"]; query: URLSearchParams } {
  const bounded = (value: number) => String(Math.min(Math.max(Math.trunc(value), 1), LARGEST_PAGE));
  const query = new URLSearchParams({ page_num: bounded(filter.page ?? 1), page_size: bounded(filter.pageSize ?? 20) });
  if (filter.status && filter.status !== "expired") query.set("filter.status", filter.status);
  // Repeated, one per id; a comma would make one strange id of them.
  for (const id of filter.taskIds ?? []) if (isTaskId(id)) query.append("filter.task_ids", id);
  if (filter.model) query.set("filter.model", filter.model);
  if (filter.serviceTier) query.set("filter.service_tier", filter.serviceTier);
  return { status: filter.status, query };
}
