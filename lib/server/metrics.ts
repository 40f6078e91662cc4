import { getEnv } from "@/lib/platform/env";
import { METRICS_TYPE, processFigures } from "@/lib/platform/metrics";
import { hasToken } from "@/lib/studio/metrics/has-token";
import { studioFigures } from "@/lib/studio/metrics/read-figures";
import { AppError } from "@/lib/shared/errors";
import type { Exchange } from "./exchange";
import { sendResponse } from "./send-response";

/** Figures of this process and of the studio, for whoever has the token. Without a token there is no such page. */
export async function answerMetrics({ request, response }: Exchange): Promise<void> {
  const { metricsToken } = getEnv();
  if (!metricsToken) throw new AppError("not-found");
  if (!hasToken(request.headers.get("authorization"), metricsToken)) {
    return sendResponse(response, new Response(null, { status: 401, headers: { "www-authenticate": "Bearer" } }));
  }
  // A database that is away is told by the figures that are missing, and this process still tells its own.
  const studio = await studioFigures().catch(() => "");
  const body = `${await processFigures()}\n${studio}`;
  return sendResponse(response, new Response(body, { headers: { "content-type": METRICS_TYPE, "cache-control": "no-store" } }));
}
