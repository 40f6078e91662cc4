import type { Actor } from "@/lib/access/callers/actor";
import { assetKey } from "@/lib/files/keys";
import { db } from "@/lib/platform/db/client";
import { demuxer } from "@/lib/platform/ffmpeg/clean-media";
import { makeWebp } from "@/lib/platform/ffmpeg/image";
import { samplesArgs, stripArgs } from "@/lib/platform/ffmpeg/mend-args";
import { FfmpegError, runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { METER_CHANNELS, SoundMeter } from "@/lib/platform/ffmpeg/sound-meter";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { inTurn } from "@/lib/shared/in-turn";
import { type Examined, examineFile } from "../examine-file";
import { USABLE } from "../usable";
import type { LookView } from "./view";

/** Two lines: no more examinations at once in one process, however many dialogs are opened. */
const LINES = 2;
const CELLS = 12;
const CELL_HEIGHT = 96;
/** Above it the strip is drawn of the pictures that stand for themselves. */
const ROUGH_MS = 45_000;
const MOST_PEAKS = 300;
/** Coarse is enough for a line of a few hundred pixels, and quick for an hour of speech. */
const RATE = 8_000;
const TIMEOUT_MS = 90_000;

/**
 * What a clip or a sound looks and sounds like from beginning to end, for whoever cuts it: drawn here, because a browser may not be able to
 * play what people bring. Made anew each time, and never kept.
 * @throws AppError not-found, bad-input for a picture, unavailable
 */
export async function lookAt({ teamId }: Actor, { id }: IdInput): Promise<LookView> {
  const asset = await db.asset.findFirst({ where: { id, teamId, status: "ready", ...USABLE }, select: { kind: true } });
  if (!asset) throw new AppError("not-found");
  if (asset.kind === "image") throw new AppError("bad-input");
  return inTurn(`look ${parseInt(id.slice(-1), 16) % LINES}`, () =>
    getStorage().withLocalFile(assetKey(teamId, id), async (file) => {
      const examined = await examineFile(file);
      if (!examined.ok) throw new AppError("unreadable-media");
      const { durationMs, framesPerSecond } = examined.facts;
      const [strip, peaks] = [await stripOf(file, examined), await peaksOf(file, examined)];
      return { durationMs: durationMs ?? 0, framesPerSecond, strip, peaks };
    }),
  );
}

async function stripOf(file: string, { kind, container, facts }: Examined): Promise<LookView["strip"]> {
  const { durationMs } = facts;
  if (kind !== "video" || durationMs === null) return null;
  const how = { demuxer: demuxer(container), seconds: durationMs / 1000, cells: CELLS, height: CELL_HEIGHT };
  const drawn = await orNothing(
    async () => (await runFfmpeg(stripArgs(file, { ...how, isRough: durationMs > ROUGH_MS }), { timeoutMs: TIMEOUT_MS })).stdout,
  );
  if (!drawn || drawn.length === 0) return null;
  const { bytes, width, height } = await makeWebp(drawn, 4096);
  return { cells: CELLS, width, height, url: `data:image/webp;base64,${bytes.toString("base64")}` };
}

async function peaksOf(file: string, { container, hasSound }: Examined): Promise<string | null> {
  if (!hasSound) return null;
  const meter = new SoundMeter({ level: 2, samples: 1 });
  const args = samplesArgs(file, { demuxer: demuxer(container), rate: RATE, channels: METER_CHANNELS });
  await orNothing(() => runFfmpeg(args, { timeoutMs: TIMEOUT_MS, onOutput: (chunk) => meter.take(chunk) }));
  const peaks = meter.peaks(MOST_PEAKS);
  return peaks && Buffer.from(peaks).toString("base64");
}

/** What cannot be drawn is left out: the part is chosen by the clock then. */
const orNothing = <T>(work: () => Promise<T>): Promise<T | null> =>
  work().catch((error: unknown) => {
    if (error instanceof FfmpegError) return null;
    throw error;
  });
