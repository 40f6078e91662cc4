import { z } from "zod";
import { operation } from "@/lib/access/operation";
import { countQueue, getQueue } from "./queries";

/** What is under way in a team and why it is not; with `counts` only how many. */
export const get = operation({
  name: "queue.get",
  permission: "queue.read",
  input: z.object({ counts: z.string().optional() }),
  run: async (actor, { counts }) => (counts === undefined ? await getQueue(actor) : await countQueue(actor)),
});
