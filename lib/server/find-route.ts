import { routes, type Route } from "./routes";

export interface FoundRoute {
  route: Route;
  params: Record<string, string>;
}

const table = routes.map((route) => ({ route, parts: route.path.split("/") }));

/** The route of a method and a path; null: there is none, "other-method": not for this method. */
export function findRoute(method: string, path: string): FoundRoute | "other-method" | null {
  const given = path.split("/");
  const here = table.filter(
    ({ parts }) => parts.length === given.length && parts.every((part, index) => part.startsWith(":") || part === given[index]),
  );
  if (here.length === 0) return null;
  const entry =
    here.find(({ route }) => route.method === method) ??
    here.find(({ route }) => method === "HEAD" && route.method === "GET" && route.kind !== "stream");
  if (!entry) return "other-method";
  const { route, parts } = entry;
  const named = parts.flatMap((part, index) => (part.startsWith(":") ? [[part.slice(1), decodeURIComponent(given[index]!)]] : []));
  return { route, params: Object.fromEntries(named) as Record<string, string> };
}
