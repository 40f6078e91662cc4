import { PLAIN_CODECS, PROXY_FROM_BYTES_PER_MS } from "@/lib/files/facts";
import { db } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { makePicturesJob } from "../jobs";
import { statusIn } from "../status-sql";

const BATCH = 100;

/**
 * Rings again for clips of the last day that lack their poster, last frame, strip of frames, the copy that every browser plays, the one that
 * cards play, or a row by which they are looked through: the job that was to make them may be lost, or may have given up while ffmpeg was
 * missing. Older ones stay as they are; a clip is whole without them.
 *
 * @returns how many it rang for
 */
export async function sweepPictures(): Promise<number> {
  const bare = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM generations
    WHERE ${statusIn("ready")} AND deleted_at IS NULL AND finished_at > now() - interval '1 day' AND (
      NOT EXISTS (SELECT 1 FROM files WHERE generation_id = generations.id AND variant = 'poster')
      OR NOT EXISTS (SELECT 1 FROM files WHERE generation_id = generations.id AND variant = 'sprite')
      -- EXISTS would be answered by reading the whole table once.
      OR (SELECT generation_id FROM clip_checks WHERE generation_id = generations.id LIMIT 1) IS NULL
      OR (return_last_frame AND NOT EXISTS (SELECT 1 FROM files WHERE generation_id = generations.id AND variant = 'lastFrame'))
      OR (EXISTS (SELECT 1 FROM files WHERE generation_id = generations.id AND variant = 'video' AND coalesce(facts ->> 'codecs' !~* ${PLAIN_CODECS}, facts ->> 'videoCodec' <> 'avc'))
        AND NOT EXISTS (SELECT 1 FROM files WHERE generation_id = generations.id AND variant = 'preview'))
      OR (EXISTS (SELECT 1 FROM files WHERE generation_id = generations.id AND variant = 'video' AND bytes > duration_ms * ${PROXY_FROM_BYTES_PER_MS})
        AND NOT EXISTS (SELECT 1 FROM files WHERE generation_id = generations.id AND variant = 'proxy')))
    ORDER BY finished_at LIMIT ${BATCH}`;
  for (const { id } of bare) await enqueue(makePicturesJob, { generationId: id }, { key: id });
  return bare.length;
}
