import type { Actor } from "@/lib/access/callers/actor";
import { AppError } from "@/lib/shared/errors";
import { getGenerations } from "./queries";
import { readTakeIds } from "./read-rows";
import type { CardView } from "./view";

/** So many are shown of one recipe, the newest first. */
const MOST_TAKES = 24;

/**
 * The takes of one recipe, itself among them, newest first: clips of the project, ready or on their way, that differ in their seeds alone.
 * @throws AppError not-found
 */
export async function listTakes(actor: Actor, id: string): Promise<CardView[]> {
  const ids = await readTakeIds(actor.teamId, id, MOST_TAKES);
  if (!ids) throw new AppError("not-found");
  return getGenerations(actor, ids);
}
