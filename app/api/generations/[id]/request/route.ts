import { asRoute } from "@/lib/access/doors/as-route";
import { ofGeneration } from "@/lib/generations/request-preview/operations";

export const dynamic = "force-dynamic";

export const GET = asRoute(ofGeneration);
