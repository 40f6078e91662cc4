import { readFileFacts } from "@/lib/files/facts";
import { isStorageHere } from "@/lib/files/scrub/scrub-files";
import { db, withTransaction } from "@/lib/platform/db/client";
import { touch } from "@/lib/platform/events/touch";
import { measureClip } from "@/lib/platform/ffmpeg/measure-clip";
import { FfmpegError } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { fullPrompt } from "@/lib/models/preamble";
import { judge } from "./findings";
import { RULES } from "./rules";
import type { Finding } from "../view";

/** A clip that takes its worker down, or that nothing can read, is left alone after so many times. */
const MOST_TRIES = 3;
/** Longer than ffmpeg is given: whoever was killed gives the clip back after this. */
const LEASE_SECONDS = 15 * 60;
const RETRY_SECONDS = 20 * 60;

interface Claim {
  generationId: string;
  tries: number;
}

interface Seen {
  findings: Finding[];
  peaks: Uint8Array<ArrayBuffer> | null;
}

/**
 * Looks through one clip that nobody looked through yet, the newest first. It costs nobody's time and no money: the clip is ready
 * long since, and one that cannot be read is noted and no alarm.
 */
export async function inspectDue(signal: AbortSignal): Promise<void> {
  const claim = await claimNext();
  if (!claim) return;
  if (claim.tries > MOST_TRIES) return finish(claim, null);
  try {
    await finish(claim, await inspect(claim.generationId, signal));
  } catch (error) {
    if (signal.aborted) return putBack(claim, { isCounted: false, inSeconds: 0 });
    // What the machine lacks, or a storage that is away for an hour, says nothing of the clip.
    const isCounted = !(error instanceof FfmpegError && error.reason === "missing") && (await isStorageHere());
    logger.warn({ err: error, generationId: claim.generationId, failures: claim.tries }, "a clip could not be looked through");
    if (isCounted && claim.tries >= MOST_TRIES) await finish(claim, null);
    else await putBack(claim, { isCounted, inSeconds: RETRY_SECONDS });
  }
}

/** The try is counted before it begins: whatever becomes of this process, it was one. */
async function claimNext(): Promise<Claim | null> {
  const [claimed] = await db.$queryRaw<Claim[]>`
    UPDATE clip_checks SET tries = tries + 1, next_at = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE generation_id = (
      SELECT generation_id FROM clip_checks WHERE next_at <= now() ORDER BY next_at DESC LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING generation_id AS "generationId", tries`;
  return claimed ?? null;
}

/** null: there is no clip any more that could be looked at. */
async function inspect(id: string, signal: AbortSignal): Promise<Seen | null> {
  const row = await db.generation.findUnique({
    where: { id },
    include: { files: { where: { variant: "video" } }, inputs: { select: { asset: { select: { kind: true } } } } },
  });
  const file = row?.files[0];
  if (!row || !file?.width || !file.height || !file.durationMs) return null;
  const { width, height, durationMs } = file;
  const hasSound = readFileFacts(file.facts).audioCodec !== null;
  const measured = await getStorage().withLocalFile(file.key, (local) => measureClip(local, RULES, { durationMs, hasSound, signal }));
  const asked = { ...row, prompt: fullPrompt(row), hasVideoInput: row.inputs.some(({ asset }) => asset.kind === "video") };
  return {
    findings: judge(asked, { width, height, durationMs, hasSound }, measured),
    peaks: measured.peaks && Uint8Array.from(measured.peaks),
  };
}

/** Only whoever began last may say what came of it: a lease that ran out is somebody else's try. */
async function finish({ generationId, tries }: Claim, seen: Seen | null): Promise<void> {
  await withTransaction(async (tx) => {
    // Whoever marks the clip at this moment comes before or after: both write what it is found by.
    await tx.$queryRaw`SELECT 1 FROM generations WHERE id = ${generationId}::uuid FOR NO KEY UPDATE`;
    const [written] = await tx.$queryRaw<{ teamId: string }[]>`
      UPDATE clip_checks SET next_at = NULL, checked_at = CASE WHEN ${seen !== null} THEN now() END,
        findings = ${JSON.stringify(seen?.findings ?? [])}::jsonb, peaks = ${seen?.peaks ?? null}
      FROM generations AS clip WHERE generation_id = ${generationId}::uuid AND tries = ${tries} AND clip.id = generation_id
      RETURNING clip.team_id AS "teamId"`;
    if (written && seen && (seen.findings.length > 0 || seen.peaks)) await touch(tx, { id: generationId, teamId: written.teamId });
  });
}

const putBack = ({ generationId, tries }: Claim, { isCounted, inSeconds }: { isCounted: boolean; inSeconds: number }) =>
  db.$executeRaw`
    UPDATE clip_checks SET next_at = now() + ${inSeconds} * interval '1 second', tries = tries - ${isCounted ? 0 : 1}::int
    WHERE generation_id = ${generationId}::uuid AND tries = ${tries}`.then(() => undefined);
