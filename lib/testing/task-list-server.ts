import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** A task as the native list shows it; what is left out is absent in the answer. */
export interface ListedTask {
  id: string;
  /** Seconds since 1970, as the service has them. */
  created_at?: number;
  safety_identifier?: string;
  status?: string;
  [field: string]: unknown;
}

export interface TaskListServer {
  origin: string;
  /** What the list holds, newest first, as the service answers it. */
  tasks: ListedTask[];
  /** The page numbers that were asked for, in order. */
  pages: number[];
  stop(): Promise<void>;
}

/** A provider that can do nothing but list, exactly what a test tells it to. */
export async function startTaskListServer(): Promise<TaskListServer> {
  const state: Pick<TaskListServer, "tasks" | "pages"> = { tasks: [], pages: [] };
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const page = Number(searchParams.get("page_num") ?? "1");
    const size = Number(searchParams.get("page_size") ?? "20");
    state.pages.push(page);
    const items = state.tasks.slice((page - 1) * size, page * size).map((task) => ({ status: "running", ...task }));
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ items, total: state.tasks.length }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(state, {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}
