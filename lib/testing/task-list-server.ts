import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "./listen";

/** A task as the native list shows it; what is left out is absent in the answer. */
export interface ListedTask {
  id: string;
  /** Seconds since 1970, as the service has them. */
  created_at?: number;
  safety_identifier?: string;
  status?: string;
  [field: string]: unknown;
}

/** `dropped`: made, and the answer lost; `unmade`: the connection dies before anything is made; `tooFast`: 429; `badKey`: 401; `noCredit`: 402. */
export type CreateFate = "made" | "dropped" | "unmade" | keyof typeof REFUSALS | readonly [status: number, code: string, message: string];

const REFUSALS = {
  tooFast: [429, "ModelAccountRpmRateLimitExceeded", "too fast"],
  badKey: [401, "AuthenticationError", "The API key doesn't exist."],
  noCredit: [402, "insufficient_balance", "insufficient balance"],
  noCredit429: [429, "insufficient_user_quota", "user quota is not enough"],
  keyLimit: [403, "pre_consume_token_quota_failed", "token quota is not enough, token remain quota: $0.00"],
  keyExpired: [401, "access_denied", "该令牌已过期"],
  quota: [429, "QuotaExceeded", "Your plan is used up."],
  overdue: [403, "AccountOverdueError", "The account has an overdue balance."],
} as const;

export interface TaskListServer {
  origin: string;
  /** What the list holds, newest first, as the service answers it. */
  tasks: ListedTask[];
  /** The page numbers that were asked for, in order. */
  pages: number[];
  /** Tasks that were asked for alone. */
  singles: string[];
  /** Every path that was asked for. */
  paths: string[];
  /** What becomes of the next creates; when it is empty they are made and answered. */
  creates: CreateFate[];
  /** How every look at tasks is refused; null: it is answered. */
  looksRefused: keyof typeof REFUSALS | null;
  /** What becomes of the next uploads to the asset library; when it is empty they are taken. */
  uploads: ("taken" | "badKey")[];
  /** Where `/v1/videos/{id}/content` redirects to, for whoever brings the key; null: it knows no file. */
  content: string | null;
  /** Create calls that arrived. */
  posts: number;
  stop(): Promise<void>;
}

/** A provider without a life of its own: makes tasks, and shows them in a list or alone, exactly as a test tells it to. */
export async function startTaskListServer(): Promise<TaskListServer> {
  const state: Pick<
    TaskListServer,
    "tasks" | "pages" | "singles" | "paths" | "creates" | "uploads" | "posts" | "looksRefused" | "content"
  > = {
    content: null,
    looksRefused: null,
    tasks: [],
    pages: [],
    singles: [],
    paths: [],
    creates: [],
    uploads: [],
    posts: 0,
  };
  let made = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    response.setHeader("content-type", "application/json");
    state.paths.push(pathname);
    if (pathname.endsWith("/content")) {
      const hasKey = request.headers.authorization?.startsWith("Bearer ") ?? false;
      if (hasKey && state.content !== null) return void response.writeHead(302, { location: state.content }).end();
      response.statusCode = hasKey ? 404 : 401;
      return response.end(JSON.stringify({ code: hasKey ? "task_not_found" : "access_denied", message: "no" }));
    }
    if (pathname.endsWith("/asset/upload")) {
      // Both header forms are tried before a key counts as refused.
      const isRefused = state.uploads[0] === "badKey";
      const isLastTry = request.headers.authorization?.startsWith("Bearer ");
      if (!isRefused || isLastTry) state.uploads.shift();
      request.resume();
      return void request.on("end", () => {
        response.statusCode = isRefused ? 401 : 200;
        response.end(
          JSON.stringify(isRefused ? { code: 401, data: null, msg: "invalid token" } : { code: 200, data: { task_id: "task_1" }, msg: "" }),
        );
      });
    }
    if (pathname.endsWith("/get-asset-id")) return response.end(JSON.stringify({ code: 200, data: null, msg: "" }));
    if (request.method === "POST") {
      return void text(request).then((body) => {
        const fate = state.creates.shift() ?? "made";
        state.posts += 1;
        if (fate === "unmade") return request.socket.destroy();
        if (fate !== "made" && fate !== "dropped") {
          const [status, code, message] = typeof fate === "string" ? REFUSALS[fate] : fate;
          response.statusCode = status;
          return response.end(JSON.stringify({ error: { code, message } }));
        }
        const { safety_identifier } = JSON.parse(body) as { safety_identifier?: string };
        const task: ListedTask = { id: `cgt-made-${++made}`, created_at: Math.floor(Date.now() / 1000) };
        state.tasks.unshift(safety_identifier === undefined ? task : { ...task, safety_identifier });
        return fate === "dropped" ? request.socket.destroy() : response.end(JSON.stringify({ id: task.id }));
      });
    }
    if (state.looksRefused !== null) {
      const [status, code, message] = REFUSALS[state.looksRefused];
      response.statusCode = status;
      return response.end(JSON.stringify({ error: { code, message } }));
    }
    if (!pathname.endsWith("/tasks")) {
      state.singles.push(pathname.slice(pathname.lastIndexOf("/") + 1));
      const task = state.tasks.find(({ id }) => pathname.endsWith(`/${id}`));
      response.statusCode = task ? 200 : 404;
      const error = { code: "ResourceNotFound", message: "The specified task is not found." };
      return response.end(JSON.stringify(task ? { status: "running", ...task } : { error }));
    }
    const page = Number(searchParams.get("page_num") ?? "1");
    const size = Number(searchParams.get("page_size") ?? "20");
    state.pages.push(page);
    const ids = searchParams.getAll("filter.task_ids");
    const wanted = searchParams.get("filter.status");
    const found = state.tasks
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .filter(({ status = "running" }) => wanted === null || wanted === status);
    const items = found.slice((page - 1) * size, page * size).map((task) => ({ status: "running", ...task }));
    return response.end(JSON.stringify({ items, total: found.length }));
  });
  return Object.assign(state, await listen(server));
}
