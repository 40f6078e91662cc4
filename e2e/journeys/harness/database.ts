import { copyFile, readdir, stat } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";

export const TEN_BIT = "lib/testing/fixtures/ten-bit.mp4";

/**
 * Copies one ended generation of a running studio so many times, each some minutes older than the one before: a long
 * history for the price of one. Each copy's prompt ends with its number.
 */
export async function copyGeneration(dataDir: string, id: string, count: number, minutes: number): Promise<void> {
  await run(
    dataDir,
    `INSERT INTO generations
       SELECT copy.* FROM generations AS original, generate_series(1, $2::int) AS number,
       LATERAL jsonb_populate_record(original, jsonb_build_object(
         'id', gen_random_uuid(), 'provider_task_id', NULL,
         'prompt', original.prompt || ' ' || number, 'created_at', original.created_at - number * $3::int * interval '1 minute'
       )) AS copy
       WHERE original.id = $1`,
    [id, count, minutes],
  );
}

/** Lets the time come for the next look for every lost answer: the same as waiting for it. */
export const hurryLooks = (dataDir: string): Promise<void> =>
  run(dataDir, "UPDATE generations SET next_action_at = now() WHERE status = 'uncertain'");

/** Lets the time be over within which nobody is asked once more who they are. */
export const forgetProofs = (dataDir: string, email: string): Promise<void> =>
  run(dataDir, "UPDATE sessions SET proven_at = NULL FROM users WHERE users.id = sessions.user_id AND users.email = $1", [email]);

/**
 * Puts a second of 10-bit H.265 in the place of a kept clip, as a 4k clip comes, and where told the clip itself as the copy that every
 * browser plays: no encoder is needed for it, and this browser has no decoder.
 */
export async function makeTenBit(dataDir: string, id: string, { withCopy }: { withCopy: boolean }): Promise<void> {
  const folder = path.join(dataDir, "media");
  const video = (await readdir(folder, { recursive: true })).find((name) => name.includes(id) && name.endsWith("video.mp4"))!;
  const key = `media/${video}`;
  const [was, file] = [path.join(folder, video), path.join(folder, video.replace("video.mp4", "preview.mp4"))];
  if (withCopy) {
    const { size } = await stat(file);
    await run(
      dataDir,
      `INSERT INTO files (id, team_id, generation_id, variant, key, mime, bytes, sha256, is_derived)
         SELECT gen_random_uuid(), team_id, generation_id, 'preview', $2, mime, $3, sha256, true FROM files WHERE generation_id = $1 AND variant = 'video'`,
      [id, key.replace("video.mp4", "preview.mp4"), size],
    );
    return;
  }
  await copyFile(was, file);
  await copyFile(TEN_BIT, was);
  const facts = { framesPerSecond: 24, videoCodec: "hevc", audioCodec: "aac", codecs: "hvc1.2.4.L60.90, mp4a.40.2" };
  const { size } = await stat(was);
  await run(dataDir, "UPDATE files SET bytes = $2, facts = $3, sha256 = repeat('0', 64) WHERE generation_id = $1 AND variant = 'video'", [
    id,
    size,
    JSON.stringify(facts),
  ]);
}

/** So many bits name the frame of a numbered clip. */
export const NUMBER_BITS = 8;

/**
 * Puts a clip whose frames carry their numbers in the place of a kept one of 480p and 16:9: the first row of each says its number in squares
 * of black and white, the lowest bit first.
 */
export async function makeNumbered(dataDir: string, id: string): Promise<void> {
  const folder = path.join(dataDir, "media");
  const name = (await readdir(folder, { recursive: true })).find((one) => one.includes(id) && one.endsWith("video.mp4"))!;
  const file = path.join(folder, name);
  const square = (bit: number): string => `drawbox=x=${bit * 54}:y=0:w=54:h=54:c=white:t=fill:enable='mod(floor(n/${2 ** bit})\\,2)'`;
  await runFfmpeg(
    [
      ...["-f", "lavfi", "-i", "color=black:s=864x480:r=24:d=4"],
      ...["-vf", Array.from({ length: NUMBER_BITS }, (_, bit) => square(bit)).join(",")],
      ...["-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-y", file],
    ],
    { timeoutMs: 60_000 },
  );
  const { size } = await stat(file);
  await run(dataDir, "UPDATE files SET bytes = $2, sha256 = repeat('0', 64) WHERE generation_id = $1 AND variant = 'video'", [id, size]);
}

async function run(dataDir: string, statement: string, values: unknown[] = []): Promise<void> {
  // The studio's own server runs there: this joins it, and leaves it running.
  const { url } = await startEmbeddedPostgres(path.join(dataDir, "postgres"));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement, values);
  } finally {
    await client.end();
  }
}
