import { teamRoute } from "@/lib/access/doors/team-route";
import { countQueue, getQueue } from "@/lib/queue/queries";

export const dynamic = "force-dynamic";

/** What is under way in a team and why it is not, `?team=…`; with `&counts=1` only how many. */
export const GET = teamRoute("queue.read", async ({ actor, searchParams }) =>
  searchParams.get("counts") === null ? await getQueue(actor) : await countQueue(actor),
);
