import type { IncomingMessage, ServerResponse } from "node:http";
import type { Asked } from "@/lib/access/doors/request-actor";

/** One request on its way: as Node has it, and as the doors read it. */
export interface Exchange {
  incoming: IncomingMessage;
  response: ServerResponse;
  request: Asked;
  params: Record<string, string>;
}
