import { UnusableVideoError } from "@/lib/files/file-video";
import { DownloadError } from "@/lib/providers/download";
import { ProviderError } from "@/lib/providers/types";
import { AppError } from "@/lib/shared/errors";

/** What kept a file from being saved, in one word for the log. */
export function problemOf(error: unknown): string {
  if (error instanceof ProviderError) return error.failure.kind;
  if (error instanceof DownloadError) return error.problem;
  if (error instanceof UnusableVideoError) return error.reason;
  return error instanceof AppError ? error.code : "unexpected";
}
