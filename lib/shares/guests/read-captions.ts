import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { clipsOf } from "../copies/clips-of";
import { findFilm } from "./find-film";
import { type Guest, requireShare } from "./find-share";

/** What is said in a clip, as WebVTT, to be read along with it. @throws AppError not-found, also where it has none */
export async function readSharedCaptions(guest: Guest, clip: string): Promise<string> {
  const share = await requireShare(guest);
  // Of a film guests see what it shows, and not what was cut away.
  if (!isId(clip) || (await findFilm(share))) throw new AppError("not-found");
  const [found] = await db.$queryRaw<{ text: string }[]>`
    SELECT captions.text FROM (${clipsOf(share)}) AS shown JOIN captions ON captions.generation_id = shown.id
    WHERE shown.id = ${clip}::uuid AND captions.text <> ''`;
  if (!found) throw new AppError("not-found");
  return found.text;
}
