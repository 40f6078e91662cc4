// The thread in which probe.ts reads containers: a table in a hostile file may stand for thousands of millions of
// entries, and whoever unrolls it must be possible to stop. Plain JavaScript, because a thread is started from a
// file as it lies on the disk.
import { parentPort, workerData } from "node:worker_threads";
import { ADTS, FilePathSource, FLAC, Input, MATROSKA, MP3, MP4, OGG, QTFF, WAVE, WEBM } from "mediabunny";

const CONTAINERS = /** @type {const} */ ([
  [MP4, "mp4"],
  [QTFF, "mov"],
  [MP3, "mp3"],
  [WAVE, "wav"],
]);
/** What people bring beside these, to be converted. */
const FOREIGN = /** @type {const} */ ([
  [MATROSKA, "matroska"],
  [WEBM, "matroska"],
  [ADTS, "aac"],
  [FLAC, "flac"],
  [OGG, "ogg"],
]);

const CACHE_BYTES = 8 * 1024 * 1024;
// Nobody needs more in a clip, and each costs a table in memory.
const MAX_TRACKS = 8;

/**
 * A track's codec: its short name, or the four characters of the container where the library knows none.
 * @param {import("mediabunny").InputTrack} track
 */
async function codecOf(track) {
  const [known, written] = [await track.getCodec(), await track.getInternalCodecId()];
  return known ?? (typeof written === "string" && written.trim() !== "" ? written.trim() : "unknown");
}

/**
 * The codecs as browsers are asked about them (RFC 6381); null where they cannot be named.
 * @param {(import("mediabunny").InputTrack | null)[]} tracks
 */
async function codecsOf(tracks) {
  const names = [];
  for (const track of tracks) {
    if (!track) continue;
    const name = await track.getCodecParameterString();
    // The library always says `hev1`; one browser plays `hvc1` alone, and asks for it by that name.
    const isHvc1 = (await track.getInternalCodecId()) === "hvc1";
    names.push(isHvc1 ? (name?.replace(/^hev1/, "hvc1") ?? null) : name);
  }
  return names.includes(null) ? null : names.join(", ");
}

/**
 * @param {string} file
 * @param {boolean} isFromPeople
 * @returns {Promise<import("./probe").MediaProbe | null>} null for what is none of ours
 */
async function read(file, isFromPeople) {
  const containers = isFromPeople ? [...CONTAINERS, ...FOREIGN] : CONTAINERS;
  const input = new Input({
    source: new FilePathSource(file, { maxCacheSize: CACHE_BYTES, handleUnhandledError: () => undefined }),
    formats: containers.map(([format]) => format),
  });
  if (!(await input.canRead())) return null;
  const format = await input.getFormat();
  const container = containers.find(([known]) => known === format)?.[1];
  const tracks = await input.getTracks();
  if (!container || tracks.length === 0 || tracks.length > MAX_TRACKS) return null;

  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const seconds = await input.computeDuration();
  if ((!video && !audio) || !Number.isFinite(seconds) || seconds <= 0) return null;
  const facts = { container, durationMs: Math.round(seconds * 1000), audioCodec: audio ? await codecOf(audio) : null };
  if (!video) return { ...facts, width: null, height: null, framesPerSecond: null, isHdr: null, videoCodec: null, codecs: null };

  const { packetCount, averagePacketRate } = await video.computePacketStats();
  const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()];
  if (packetCount === 0 || !(width > 0) || !(height > 0)) return null;
  return {
    ...facts,
    width: Math.round(width),
    height: Math.round(height),
    framesPerSecond: Math.round(averagePacketRate * 1000) / 1000,
    isHdr: await video.hasHighDynamicRange(),
    videoCodec: await codecOf(video),
    codecs: await codecsOf([video, audio]),
  };
}

/**
 * The library reads no WAV whose sound is packed in one of many old ways, and says the number of the way.
 * @param {unknown} error
 * @returns {import("./probe").MediaProbe | null}
 */
function packedWave(error) {
  const tag = /WAVE codec \(format tag (\d+)\)/.exec(error instanceof Error ? error.message : "")?.[1];
  const nothing = { width: null, height: null, framesPerSecond: null, isHdr: null, videoCodec: null, codecs: null };
  return tag === undefined ? null : { container: "wav", durationMs: 0, ...nothing, audioCodec: `wave-${tag}` };
}

read(workerData.file, workerData.isFromPeople === true)
  .catch((error) => packedWave(error) ?? Promise.reject(error))
  .then(
    (probe) => parentPort?.postMessage({ answer: probe }),
    (error) => parentPort?.postMessage({ problem: error instanceof Error ? error.message : "unknown" }),
  );
