import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Actor } from "@/lib/access/callers/actor";
import { keyOf } from "@/lib/files/keys";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { getStorage } from "@/lib/platform/storage/storage";
import { createSequence } from "@/lib/sequences/create-sequence";
import { listExports } from "@/lib/sequences/exports/list-exports";
import { requestExport } from "@/lib/sequences/exports/request-export";
import { runExport } from "@/lib/sequences/exports/run-export";
import { saveSequence } from "@/lib/sequences/save-sequence";
import { readSequence } from "@/lib/sequences/read-timeline";
import { newId } from "@/lib/shared/ids";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { figure, type Bench } from "./figure";
import { CLIP_SECONDS, drawClip, keepClip } from "./real-clips";
import { median, millisecondsOf, useDatabase } from "./studio-kit";

const CLIPS = 10;
const ROUNDS = 3;
const FRAMES = CLIP_SECONDS * FRAMES_PER_SECOND;
/** Films of the same settings differ by so little. */
const SAME_SIZE = 0.05;

/** From the row that asks for a film to the file in storage. The goal is 1.3. */
export const sequenceExport: Bench = {
  name: "sequence-export",
  about: `a film of ${CLIPS} clips of ${CLIP_SECONDS} s in 720p with sound, until it is stored, against bare ffmpeg that joins them by its concat filter`,
  run: async (say) => {
    const folder = mkdtempSync(path.join(tmpdir(), "dailies-bench-"));
    // As the studio itself makes it: passable for the user that Postgres runs as.
    chmodSync(folder, 0o711);
    const server = await startEmbeddedPostgres(path.join(folder, "postgres"));
    try {
      await deployMigrations(server.url);
      await useDatabase(server.url, folder);
      const actor = await makeMember("creator");
      const place = { teamId: actor.teamId, projectId: (await makeProject({ teamId: actor.teamId })).id, createdById: actor.userId };
      say("making the clips");
      const files: string[] = [];
      const clips: string[] = [];
      for (let index = 0; index < CLIPS; index++) {
        files.push(await drawClip(folder, `clip-${index}`, `A harbour at dawn, take ${index}`));
        clips.push(await keepClip(place, files[index]!));
      }
      const id = newId();
      await createSequence(actor, { id, projectId: place.projectId, name: "Cut", clips });
      const version = await cut(actor, id);
      const bare = path.join(folder, "bare.mp4");
      const times = { ours: [] as number[], bare: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        times.bare.push(await millisecondsOf(() => joinBare(files, bare)));
        const { id: exportId } = await requestExport(actor, { id, version, asId: newId() });
        times.ours.push(await millisecondsOf(() => runExport(exportId, new AbortController().signal)));
        const [film] = await listExports(actor, { id });
        if (film?.status !== "ready" || film.frames !== CLIPS * FRAMES) throw new Error(`a film is ${film?.status}`);
        const [our, their] = [await sizeOf(actor, exportId), (await stat(bare)).size];
        if (Math.abs(our / their - 1) > SAME_SIZE) throw new Error(`two films that should be alike have ${our} and ${their} bytes`);
        say(`round ${round + 1}: ${Math.round(times.ours[round]!)} ms, bare ${Math.round(times.bare[round]!)}`);
      }
      return [figure("sequence-export", Math.round(median(times.ours)), "ms", Math.round(median(times.bare)))];
    } finally {
      await useDatabase(null);
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Every clip for the same whole seconds. @returns the version of the sequence after that */
async function cut(actor: Actor, id: string): Promise<number> {
  const { content, version } = await readSequence(actor, id);
  await saveSequence(actor, { id, version, content: { ...content, items: content.items.map((item) => ({ ...item, outFrame: FRAMES })) } });
  return version + 1;
}

/** What whoever has the files and ffmpeg would do, with the settings of our films; as ours are, behind everything else on the machine. */
async function joinBare(files: readonly string[], target: string): Promise<void> {
  const parts = files.map(
    (_, index) =>
      `[${index}:v]trim=end_frame=${FRAMES},setpts=PTS-STARTPTS[v${index}];[${index}:a]atrim=end=${CLIP_SECONDS},asetpts=PTS-STARTPTS[a${index}]`,
  );
  const joined = `${files.map((_, index) => `[v${index}][a${index}]`).join("")}concat=n=${files.length}:v=1:a=1[v][a]`;
  await runFfmpeg(
    [
      ...files.flatMap((file) => ["-i", file]),
      ...["-filter_complex", [...parts, joined].join(";"), "-map", "[v]", "-map", "[a]"],
      ...["-c:v", "libx264", "-preset", "veryfast", "-crf", "17", "-pix_fmt", "yuv420p"],
      ...["-c:a", "aac", "-b:a", "192k", "-ac", "2", "-movflags", "+faststart", "-y", target],
    ],
    { timeoutMs: 600_000, isPatient: true },
  );
}

const sizeOf = async ({ teamId }: Actor, exportId: string): Promise<number> =>
  (await getStorage().stat(keyOf({ teamId, exportId }, "video")))!.sizeBytes;
