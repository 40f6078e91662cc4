import type { ApiStyle } from "@/lib/models/catalog";
import { HOSTS } from "@/lib/models/hosts";
import type { ProviderConnection } from "./types";

/** What people paste along with the address, because one guide or another shows it as the base. */
const PASTED_SUFFIX = /\/+(?:byteplus\/api\/v3|api\/v3|v1)(?:\/(?:contents\/generations\/tasks|videos|models))?$/u;

/** Ids come from outside and go into a path: nothing else passes. Both `cgt-…` and `task_…` occur. */
const TASK_ID = /^[A-Za-z0-9_-]{1,200}$/u;
export const isTaskId = (id: unknown): id is string => typeof id === "string" && TASK_ID.test(id);

/** An address as it was typed or pasted, without trailing slash and without a path that belongs to the calls. */
export function normalizeBaseUrl(typed: string): string {
  return typed.trim().replace(/\/+$/u, "").replace(PASTED_SUFFIX, "");
}

/** What stands around a key in a sentence or an example, and what a copy brings along unseen: never a part of a key. */
const AROUND = `[\\s\\p{C}"'\`“”‘’«»()\\[\\]<>{}.,;:!?。，；：！？、（）「」]+`;

/** A key as it was pasted, without the `Bearer ` that some examples print in front of it, and without quotes or a full stop. */
export function normalizeApiKey(pasted: string): string {
  return pasted
    .replace(new RegExp(`^${AROUND}|${AROUND}$`, "gu"), "")
    .replace(/^(?:authorization:\s*)?bearer\s+/iu, "")
    .replace(new RegExp(`^${AROUND}`, "u"), "");
}

/** The same connection in its normal form. @throws when the host does not speak the style that is asked for */
export function normalizeConnection(connection: ProviderConnection): ProviderConnection {
  if (!HOSTS[connection.host].styles.includes(connection.apiStyle)) {
    throw new Error(`${connection.host} speaks the native style only`);
  }
  const baseUrl = normalizeBaseUrl(connection.baseUrl);
  return {
    ...connection,
    baseUrl,
    assetBaseUrl: normalizeBaseUrl(connection.assetBaseUrl) || baseUrl,
    apiKey: normalizeApiKey(connection.apiKey),
  };
}

/** The address of the native task collection; a task's own address is this, a slash and its id. */
export const nativeTasksUrl = (connection: Pick<ProviderConnection, "host" | "baseUrl">): string =>
  `${connection.baseUrl}${HOSTS[connection.host].nativePrefix}/contents/generations/tasks`;

export const videosUrl = (connection: Pick<ProviderConnection, "baseUrl">): string => `${connection.baseUrl}/v1/videos`;
export const modelsUrl = (connection: Pick<ProviderConnection, "baseUrl">): string => `${connection.baseUrl}/v1/models`;

/** Where a task is created in the given style. */
export const createUrl = (connection: Pick<ProviderConnection, "host" | "baseUrl">, apiStyle: ApiStyle): string =>
  apiStyle === "native" ? nativeTasksUrl(connection) : videosUrl(connection);

/**
 * The other place where the asset library may live: the documents say `https://api.HOST`, PowerTokens' own
 * programs use `https://HOST/api`. Never a third host: one name becomes the other, and everything else only
 * gains or loses `/api`.
 */
export function otherAssetBase(base: string): string {
  const url = new URL(base);
  const path = url.pathname.replace(/\/+$/u, "");
  const isName = /[a-z]/iu.test(url.hostname) && url.hostname.includes(".") && !url.hostname.includes(":");
  if (path.endsWith("/api")) {
    if (isName && !url.hostname.startsWith("api.")) url.hostname = `api.${url.hostname}`;
    url.pathname = path.slice(0, -"/api".length);
  } else {
    if (isName && url.hostname.startsWith("api.")) url.hostname = url.hostname.slice("api.".length);
    url.pathname = `${path}/api`;
  }
  return url.toString().replace(/\/+$/u, "");
}
