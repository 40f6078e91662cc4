import type { Surface } from "./told-task";

export const API_ROUTES = [
  "native.create",
  "native.query",
  "native.list",
  "native.delete",
  "videos.create",
  "videos.query",
  "videos.content",
  "images.create",
  "models",
  "assets.upload",
  "assets.job",
  "assets.list",
  "assets.createGroup",
  "assets.groups",
  "assets.renameGroup",
  "assets.deleteGroup",
  "assets.authorize",
  "assets.person",
] as const;
export type ApiRoute = (typeof API_ROUTES)[number];

export interface Match {
  route: ApiRoute;
  surface: Surface;
  /** Which rule of keys applies; null: open to everyone. */
  area: Surface | "assets" | null;
  id: string;
}

/** The library's eight calls, and the page on which a person shows who they are. */
const ASSET_CALLS: readonly (readonly [method: string, path: string, route: ApiRoute])[] = [
  ["POST", "upload", "assets.upload"],
  ["GET", "jobs/get-asset-id", "assets.job"],
  ["POST", "groups/assets", "assets.list"],
  ["POST", "groups/create", "assets.createGroup"],
  ["POST", "groups/list", "assets.groups"],
  ["POST", "groups/rename", "assets.renameGroup"],
  ["POST", "groups/delete", "assets.deleteGroup"],
  ["POST", "get-authorize-url", "assets.authorize"],
  ["GET", "verify-person", "assets.person"],
];

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
  if (pathname === "/v1/images/generations" && method === "POST")
    return { route: "images.create", surface: "videos", area: "videos", id: "" };
  if (pathname === "/v1/models" && method === "GET") return { route: "models", surface: "videos", area: "videos", id: "" };
  const [, call] = /^(?:\/api)?\/v1\/asset\/([a-z/-]+)$/.exec(pathname) ?? [];
  const asset = ASSET_CALLS.find(([verb, path]) => verb === method && path === call);
  if (asset)
    return {
      route: asset[2],
      surface: "videos",
      area: asset[2] === "assets.job" || asset[2] === "assets.person" ? null : "assets",
      id: "",
    };
  return null;
}

function matchTasks(method: string, surface: "native" | "ark", id: string): Match | null {
  const match = (route: ApiRoute): Match => ({ route, surface, area: surface, id });
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
