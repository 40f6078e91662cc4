import { httpStatusOf } from "@/lib/shared/errors";
import type { ActionResult } from "@/lib/shared/result";
import { toActionError } from "./action-error";

/** Any error as JSON, with the status of its code. */
export function errorResponse(error: unknown): Response {
  const answer = toActionError(error);
  return jsonResponse({ ok: false, error: answer }, httpStatusOf(answer.code));
}

/** JSON that no cache keeps and no other site reads. */
export function jsonResponse<T>(body: ActionResult<T>, status: number): Response {
  return Response.json(body, {
    status,
    headers: { "cache-control": "private, no-store", "cross-origin-resource-policy": "same-origin", "x-content-type-options": "nosniff" },
  });
}
