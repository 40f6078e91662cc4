import { asRoute } from "@/lib/access/doors/as-route";
import { get } from "@/lib/queue/operations";

export const dynamic = "force-dynamic";

export const GET = asRoute(get);
