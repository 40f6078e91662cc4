import { z } from "zod";
import { operation } from "@/lib/access/operation";
import { generationIdSchema } from "@/lib/generations/schema";
import { cancelWaiting, moveUp, pauseLine, resumeLine } from "./line";
import { countQueue, getQueue } from "./queries";
import { whoseSchema } from "./schema";

/** What is under way in a team and why it is not; with `counts` only how many. */
export const get = operation({
  name: "queue.get",
  permission: "queue.read",
  input: z.object({ counts: z.string().optional() }),
  run: async (actor, { counts }) => (counts === undefined ? await getQueue(actor) : await countQueue(actor)),
});

const steering = "generations.cancel";

export const cancel = operation({ name: "queue.cancelWaiting", permission: steering, input: whoseSchema, run: cancelWaiting });
export const raise = operation({ name: "queue.moveUp", permission: steering, input: generationIdSchema, run: moveUp });
export const pause = operation({ name: "queue.pause", permission: steering, input: whoseSchema, run: pauseLine });
export const resume = operation({ name: "queue.resume", permission: steering, input: whoseSchema, run: resumeLine });
