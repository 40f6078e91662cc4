import { asRoute } from "@/lib/access/doors/as-route";
import { get } from "@/lib/generations/operations";

export const dynamic = "force-dynamic";

export const GET = asRoute(get);
