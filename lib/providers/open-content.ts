import { HOSTS } from "@/lib/models/hosts";
import { bearer } from "./ask";
import { isTaskId, videosUrl } from "./connection";
import { DownloadError, openResult } from "./download";
import type { ProviderConnection, VideoProvider } from "./types";

/** `GET /v1/videos/{id}/content`: the one file address that wants the key. Absent where the host has no such surface. */
export function contentOf(connection: ProviderConnection): Pick<VideoProvider, "openContent"> {
  if (!HOSTS[connection.host].styles.includes("openai")) return {};
  return {
    async openContent(id, options) {
      if (!isTaskId(id)) throw new DownloadError("badUrl", { detail: "not a task id" });
      const opened = await openResult(`${videosUrl(connection)}/${id}/content`, {
        ...options,
        trustedOrigins: [connection.baseUrl],
        authorization: bearer(connection),
        ...(connection.fetch ? { fetch: connection.fetch } : {}),
      });
      if (!/json|html/iu.test(opened.contentType ?? "")) return opened;
      await opened.stream.cancel();
      throw new DownloadError("noFile");
    },
  };
}

/**
 * Whether a link is the API's own `/v1/videos/{id}/content`. The scheme does not count: behind a proxy a relay may
 * believe that it is asked by http, and the link itself is never followed.
 */
export function isOwnContent(link: string, baseUrl: string): boolean {
  const [given, own] = [new URL(link), new URL(`${baseUrl}/v1/videos/`)];
  return given.host === own.host && given.pathname.startsWith(own.pathname) && given.pathname.endsWith("/content");
}
