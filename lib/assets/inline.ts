import type { Asset } from "@/lib/platform/db/generated/client";
import { assetKey } from "@/lib/files/keys";
import { typeOf } from "@/lib/files/types";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";

/** Base64 makes four bytes of three. */
export const inlineBytes = (sizeBytes: number): number => Math.ceil(sizeBytes / 3) * 4;

/** ByteDance's word for a format, in lower case: MPEG audio is `mp3` there. */
const headOf = (mimeType: string): string => `data:${typeOf(mimeType)?.inlineName ?? mimeType};base64,`;

/**
 * Stands for a file's bytes wherever a request is kept or shown: the ledger and the browser have no use for megabytes
 * of base64, and the fingerprint says which file it was.
 */
export const inlinePlaceholder = ({ mimeType, sizeBytes, sha256 }: Pick<Asset, "mimeType" | "sizeBytes" | "sha256">): string =>
  `${headOf(mimeType)}<${sizeBytes} bytes${sha256 === null ? "" : `, sha256 ${sha256}`}>`;

export const isInlinePlaceholder = (url: string): boolean => /^data:[^,]*;base64,</u.test(url);

/** The file itself as a `data:` URL. @throws AppError not-found when its bytes are not in storage */
export async function inlineUrl(asset: Pick<Asset, "id" | "teamId" | "mimeType">): Promise<string> {
  const opened = await getStorage().openRange(assetKey(asset.teamId, asset.id));
  if (opened === null) throw new AppError("not-found");
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.stream) chunks.push(chunk);
  return headOf(asset.mimeType) + Buffer.concat(chunks).toString("base64");
}
