import { type Connection, findConnection, getProviderOf } from "@/lib/connections/connection";
import { noteReading } from "@/lib/connections/reading";
import { db } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { DownloadError, openResult } from "@/lib/providers/download";
import { linkIsTriedUntil } from "@/lib/providers/link-expiry";
import { isOwnContent } from "@/lib/providers/open-content";
import { ProviderError, type TaskSnapshot } from "@/lib/providers/types";
import { AppError } from "@/lib/shared/errors";
import type { OpenSource } from "./fetch-result";

/** A finished task at the provider, and what we know of its file. */
interface PaidResult {
  /** The account that paid for it, whichever is in use now. */
  providerAccount: string | null;
  providerTaskId: string | null;
  apiStyle: string | null;
  variant: "video" | "lastFrame";
  /** The link that we have; null where there is none, or it was the API's own. */
  link: string | null;
  /** Since when it is finished, as far as we know. */
  succeededAt: Date;
  /** How often in a row it could not be fetched. */
  failures: number;
}

interface OpenResultSettings {
  maxBytes: number;
  signal: AbortSignal;
  /** Told what the provider says now, when it was asked: a fresh link is worth writing down. */
  onLook?: (task: TaskSnapshot) => Promise<void>;
}

/** The provider shows the task as done, and no way to its file. */
export class MissingLinkError extends Error {
  constructor() {
    super("the finished task shows no link");
    this.name = "MissingLinkError";
  }
}

/**
 * The file of a paid task as the provider serves it, from its beginning or from a place in it: by the link that we have, by a fresh
 * one, or, where there is none or it is refused again, through the API's own `/content`. A foreign link never sees the key.
 *
 * @throws from the source: DownloadError, ProviderError, MissingLinkError, AppError provider-key
 */
export const openResultOf =
  (result: PaidResult, settings: OpenResultSettings): OpenSource =>
  async (from) => {
    const connection = result.providerAccount === null ? null : await findConnection(result.providerAccount);
    if (!connection || result.providerTaskId === null) throw new AppError("provider-key");
    const range = from ? { rangeStart: from.offset, ifRange: from.etag } : {};
    const options = { maxBytes: settings.maxBytes, signal: settings.signal, ...range };
    const follow = (link: string) =>
      openResult(link, { ...options, trustedOrigins: [connection.baseUrl], ...(connection.fetch ? { fetch: connection.fetch } : {}) });
    const { video } = getProviderOf(connection, result);
    // Only the clip itself lies behind `/content`.
    const content = result.variant === "video" && video.openContent ? () => video.openContent!(result.providerTaskId!, options) : null;

    const known = await usableLink(result, connection);
    if (known !== null && result.failures === 0) return follow(known);
    let task: TaskSnapshot;
    try {
      task = await video.getTask(result.providerTaskId);
      await noteReading(db, connection.account, null);
    } catch (error) {
      if (error instanceof ProviderError) await noteReading(db, connection.account, error.failure.kind);
      // A file may outlive the record: where the provider tells of no other way, the one that we know is still tried.
      if (!(error instanceof ProviderError) || (known === null && !content)) throw error;
      return (known === null ? content!() : follow(known)).catch((second: unknown) => {
        // Refused there, too, it is the record that says how it stands.
        throw second instanceof DownloadError && second.status !== null ? error : second;
      });
    }
    await settings.onLook?.(task);
    const link = foreign(result.variant === "video" ? task.videoUrl : task.lastFrameUrl, connection);
    if (link === null && content) return content();
    if (link === null) throw new MissingLinkError();
    return follow(link).catch((error: unknown) => {
      if (result.failures > 0 && content && isTurnedAway(error)) return content();
      throw error;
    });
  };

/** The link that we have, unless it is over. */
async function usableLink(result: PaidResult, connection: Connection): Promise<string | null> {
  const link = foreign(result.link, connection);
  return link !== null && linkIsTriedUntil(link, result.succeededAt) > (await databaseNow(db)) ? link : null;
}

/** The API's own address of a file is no link: it wants the key. */
const foreign = (link: string | null, { baseUrl }: Connection): string | null =>
  link === null || isOwnContent(link, baseUrl) ? null : link;

const isTurnedAway = (error: unknown): boolean =>
  error instanceof DownloadError && error.status !== null && [401, 403, 404].includes(error.status);
