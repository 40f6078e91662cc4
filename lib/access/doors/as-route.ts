import type { z } from "zod";
import { traced } from "@/lib/platform/tracing";
import type { Operation } from "../operation";
import type { Permission } from "../permissions";
import { errorResponse, jsonResponse } from "./json-response";
import { parseInput } from "./parse-input";
import { type Asked, requireRouteActor } from "./request-actor";

/**
 * The door of reads that the browser asks for again: an operation as an answer for `?team=slug`, whose input is
 * what stands in the path (`params`) and behind the question mark. It answers ActionResult as JSON, never cached, with the status
 * that httpStatusOf says.
 */
export function asRoute<S extends z.ZodType, T>(operation: Operation<Permission, S, T>) {
  return async (request: Asked, params: Record<string, string>): Promise<Response> => {
    try {
      const { actor } = await requireRouteActor(request, operation);
      const asked = { ...Object.fromEntries(new URL(request.url).searchParams), ...params };
      const input = parseInput(operation.input, asked);
      return jsonResponse({ ok: true, data: await traced(operation.name, {}, () => operation.run(actor, input)) }, 200);
    } catch (error) {
      return errorResponse(error);
    }
  };
}
