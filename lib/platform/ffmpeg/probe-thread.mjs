// The thread in which probe.ts reads containers: a table in a hostile file may stand for thousands of millions of
// entries, and whoever unrolls it must be possible to stop. Plain JavaScript, because a thread is started from a
// file as it lies on the disk.
import { parentPort, workerData } from "node:worker_threads";
import { FilePathSource, Input, MP3, MP4, QTFF, WAVE } from "mediabunny";

const CONTAINERS = /** @type {const} */ ([
  [MP4, "mp4"],
  [QTFF, "mov"],
  [MP3, "mp3"],
  [WAVE, "wav"],
]);

const CACHE_BYTES = 8 * 1024 * 1024;
// Nobody needs more in a clip, and each costs a table in memory.
const MAX_TRACKS = 8;

/**
 * @param {string} file
 * @returns {Promise<import("./probe").MediaProbe | null>} null for what is none of ours
 */
async function read(file) {
  const input = new Input({
    source: new FilePathSource(file, { maxCacheSize: CACHE_BYTES, handleUnhandledError: () => undefined }),
    formats: CONTAINERS.map(([format]) => format),
  });
  if (!(await input.canRead())) return null;
  const format = await input.getFormat();
  const container = CONTAINERS.find(([known]) => known === format)?.[1];
  const tracks = await input.getTracks();
  if (!container || tracks.length === 0 || tracks.length > MAX_TRACKS) return null;

  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const seconds = await input.computeDuration();
  if ((!video && !audio) || !Number.isFinite(seconds) || seconds <= 0) return null;
  const facts = { container, durationMs: Math.round(seconds * 1000), audioCodec: audio ? ((await audio.getCodec()) ?? "unknown") : null };
  if (!video) return { ...facts, width: null, height: null, framesPerSecond: null, videoCodec: null };

  const { packetCount, averagePacketRate } = await video.computePacketStats();
  const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()];
  if (packetCount === 0 || !(width > 0) || !(height > 0)) return null;
  return {
    ...facts,
    width: Math.round(width),
    height: Math.round(height),
    framesPerSecond: Math.round(averagePacketRate * 1000) / 1000,
    videoCodec: (await video.getCodec()) ?? "unknown",
  };
}

read(workerData.file).then(
  (probe) => parentPort?.postMessage({ answer: probe }),
  (error) => parentPort?.postMessage({ problem: error instanceof Error ? error.message : "unknown" }),
);
