import { asRoute } from "@/lib/access/doors/as-route";
import { candidates } from "@/lib/generations/searching/tray/operations";

export const dynamic = "force-dynamic";

export const GET = asRoute(candidates);
