import { AppError, type AppErrorCode } from "@/lib/shared/errors";
import type { FileProblem } from "./limits";

/** The code, and so the HTTP status, under which each kind of refusal leaves the server. */
function codeOf(problem: FileProblem["code"]): AppErrorCode {
  switch (problem) {
    case "wrongType":
    case "avif":
    case "m4a":
    case "webm":
    case "svg":
    case "wrongCodec":
    case "wrongSoundCodec":
      return "wrong-type";
    case "tooLarge":
      return "too-large";
    case "unreadable":
      return "unreadable-media";
    case "incomplete":
      return "upload-incomplete";
    case "storageFull":
    case "teamBytes":
    case "teamFiles":
      return "storage-full";
    case "tooManyUploads":
      return "too-many-requests";
    case "gone":
      return "not-found";
    default:
      return "bad-input";
  }
}

/** A refusal that carries the whole sentence: `fields.file` is a message key under `assetProblems`, with its numbers. */
export const fileRefusal = (problem: FileProblem, cause?: unknown): AppError =>
  new AppError(codeOf(problem.code), { fields: { file: { code: problem.code, values: problem.values } }, cause });
