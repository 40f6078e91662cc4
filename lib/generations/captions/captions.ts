import type { Actor } from "@/lib/access/callers/actor";
import { db, withTransaction } from "@/lib/platform/db/client";
import { touchAll } from "@/lib/platform/events/touch";
import { AppError } from "@/lib/shared/errors";
import { lockClips } from "../lock-clips";
import { refuseLocked } from "../review/lock";
import type { CaptionsView, SaveCaptionsInput } from "./schema";
import { PROBLEM_WORDS, readCaptions, writeVtt } from "./vtt";

/** What is said in a clip, to be read along with it. @throws AppError not-found */
export async function getCaptions({ teamId }: Actor, { id }: { id: string }): Promise<CaptionsView> {
  const clip = await db.generation.findFirst({
    where: { id, teamId, deletedAt: null, project: { deletedAt: null } },
    select: { captions: { select: { text: true, version: true } } },
  });
  if (!clip) throw new AppError("not-found");
  return clip.captions ?? { text: "", version: 0 };
}

/**
 * Keeps what was typed as WebVTT of our own, and tells every page that shows the clip.
 * @throws AppError not-found, clip-locked; bad-input with the line that is none; conflict where somebody saved meanwhile
 */
export async function saveCaptions(actor: Actor, { id, text, version }: SaveCaptionsInput): Promise<CaptionsView> {
  const { teamId } = actor;
  const cues = readCaptions(text);
  if (!Array.isArray(cues))
    throw new AppError("bad-input", { fields: { text: { code: PROBLEM_WORDS[cues.code], values: { line: cues.line } } } });
  const view = { text: cues.length === 0 ? "" : writeVtt(cues), version: version + 1 };
  await withTransaction(async (tx) => {
    refuseLocked(await lockClips(tx, actor, [id]));
    // The row stays when the words go, so that the count of saves goes on.
    const { count } =
      version === 0
        ? await tx.captions.createMany({ data: [{ teamId, generationId: id, ...view }], skipDuplicates: true })
        : await tx.captions.updateMany({ where: { teamId, generationId: id, version }, data: view });
    if (count === 0) throw new AppError("conflict");
    await touchAll(tx, teamId, [id]);
  });
  return view;
}
