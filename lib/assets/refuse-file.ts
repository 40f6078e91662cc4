import { AppError, type AppErrorCode } from "@/lib/shared/errors";
import type { FileProblem } from "./limits";

/** The code, and so the HTTP status, under which each kind of refusal leaves the server. */
const CODES: Partial<Record<FileProblem["code"], AppErrorCode>> = {
  ...{ wrongType: "wrong-type", m4a: "wrong-type", webm: "wrong-type", svg: "wrong-type" },
  ...{ wrongCodec: "wrong-type", wrongSoundCodec: "wrong-type" },
  ...{ storageFull: "storage-full", teamBytes: "storage-full", teamFiles: "storage-full" },
  tooLarge: "too-large",
  unreadable: "unreadable-media",
  incomplete: "upload-incomplete",
  tooManyUploads: "too-many-requests",
  gone: "not-found",
};

/** A refusal that carries the whole sentence: `fields.file` is a message key under `assetProblems`, with its numbers. */
export const fileRefusal = (problem: FileProblem, cause?: unknown): AppError =>
  new AppError(CODES[problem.code] ?? "bad-input", { fields: { file: { code: problem.code, values: problem.values } }, cause });
