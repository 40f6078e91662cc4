import { describeConnection } from "@/lib/connections/connection";
import { getHealth } from "@/lib/studio/health/get-health";

export const dynamic = "force-dynamic";

/** For load balancers and the command line: 200 when everything works, else 503. Asks nobody who they are. */
export async function GET(): Promise<Response> {
  const health = await getHealth(() => describeConnection(null));
  return Response.json(health, { status: health.status === "ok" ? 200 : 503, headers: { "cache-control": "no-store" } });
}
