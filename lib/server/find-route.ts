import { routes, type Route } from "./routes";

export interface FoundRoute {
  route: Route;
  params: Record<string, string>;
}

const table = routes.map((route) => ({ route, parts: route.path.split("/") }));

/** The route of a method and a path; null: there is none, "other-method": not for this method. */
export function findRoute(method: string, path: string): FoundRoute | "other-method" | null {
  const given = path.split("/");
  const entry = table.find(
    ({ parts }) => parts.length === given.length && parts.every((part, index) => part.startsWith(":") || part === given[index]),
  );
  if (!entry) return null;
  const { route, parts } = entry;
  const isHead = method === "HEAD" && route.kind !== "stream";
  if (route.method !== (isHead ? "GET" : method)) return "other-method";
  const named = parts.flatMap((part, index) => (part.startsWith(":") ? [[part.slice(1), decodeURIComponent(given[index]!)]] : []));
  return { route, params: Object.fromEntries(named) as Record<string, string> };
}
