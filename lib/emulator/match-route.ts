import type { RouteName } from "./faults";
import type { Surface } from "./records";

export interface Match {
  route: RouteName;
  surface: Surface;
  /** Which rule of keys applies; null: open to everyone. */
  area: Surface | "assets" | null;
  id: string;
}

const TASKS = /^(\/byteplus)?\/api\/v3\/contents\/generations\/tasks(?:\/(.+?))?\/?$/;

/**
 * PowerTokens' native paths, the same without their prefix (ByteDance's own hosts), /v1/videos and its kin, and
 * the asset library, which some programs address below `/api`.
 */
export function matchRoute(method: string, pathname: string): Match | null {
  const tasks = TASKS.exec(pathname);
  if (tasks) return matchTasks(method, tasks[1] === undefined ? "ark" : "native", decode(tasks[2] ?? ""));
  const video = /^\/v1\/videos(?:\/([^/]+)(\/content)?)?\/?$/.exec(pathname);
  if (video) {
    const id = decode(video[1] ?? "");
    if (id === "") return method === "POST" ? { route: "videos.create", surface: "videos", area: "videos", id } : null;
    return method === "GET" || method === "HEAD"
      ? { route: video[2] ? "videos.content" : "videos.query", surface: "videos", area: "videos", id }
      : null;
  }
  if (pathname === "/v1/models" && method === "GET") return { route: "models", surface: "videos", area: "videos", id: "" };
  if (/^(?:\/api)?\/v1\/asset\/upload$/.test(pathname) && method === "POST")
    return { route: "assets.upload", surface: "videos", area: "assets", id: "" };
  if (/^(?:\/api)?\/v1\/asset\/jobs\/get-asset-id$/.test(pathname) && method === "GET")
    return { route: "assets.job", surface: "videos", area: null, id: "" };
  if (/^(?:\/api)?\/v1\/asset\/groups\/assets$/.test(pathname) && method === "POST")
    return { route: "assets.list", surface: "videos", area: "assets", id: "" };
  return null;
}

function matchTasks(method: string, surface: "native" | "ark", id: string): Match | null {
  const match = (route: RouteName): Match => ({ route, surface, area: surface, id });
  if (method === "POST") {
    // On ByteDance's own hosts a made-up path such as …/tasks/cancel falls through to the create handler.
    return id === "" || surface === "ark" ? match("native.create") : null;
  }
  if (method === "GET") return match(id === "" ? "native.list" : "native.query");
  return method === "DELETE" && id !== "" ? match("native.delete") : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken escape is simply an id that nobody has.
    return text;
  }
}
