import { submitGenerationsAction } from "@/lib/generations/actions";
import type { SubmitManyInput } from "@/lib/generations/schema";
import type { CardView } from "@/lib/generations/view";
import type { ActionResult } from "@/lib/shared/result";
import { askingFirst } from "./ask-first";
import { isOutdated, reach } from "./outdated";

/** Between the tries of a send whose answer was lost; the keys make repeating harmless. */
const AGAIN_MS = [1000, 3000];

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Sends presses, again under the same keys where nobody answered, and asks about a sum that somebody wants to be asked about.
 * @returns null when nobody answered
 */
export const sendPresses = (team: string, input: SubmitManyInput): Promise<ActionResult<CardView[]> | null> =>
  askingFirst((agreed) => send(team, agreed === undefined ? input : { ...input, agreed }));

async function send(team: string, input: SubmitManyInput): Promise<ActionResult<CardView[]> | null> {
  let result = await reach(submitGenerationsAction(team, input));
  for (const delayMs of AGAIN_MS) {
    if (result || isOutdated()) break;
    await after(delayMs);
    result = await reach(submitGenerationsAction(team, input));
  }
  return result;
}
