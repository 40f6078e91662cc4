import { asRoute } from "@/lib/access/doors/as-route";
import { list } from "@/lib/generations/operations";

export const dynamic = "force-dynamic";

export const GET = asRoute(list);
