import { probeImage } from "@/lib/platform/ffmpeg/image";
import { type Container, type MediaProbe, probeMedia } from "@/lib/platform/ffmpeg/probe";
import { headOf } from "@/lib/platform/storage/sync";
import { AppError } from "@/lib/shared/errors";
import type { AssetKind } from "@/lib/models/catalog";
import { typeOf } from "@/lib/files/types";
import { detectType, SNIFF_BYTES } from "./detect-type";
import type { FileProblem, MediaFacts } from "./limits";

export type Examination =
  | {
      ok: true;
      kind: AssetKind;
      mimeType: string;
      container: Container;
      facts: Omit<MediaFacts, "sizeBytes">;
      /** Why it cannot be sent before it is converted, whatever it measures; null where it can. */
      problem: FileProblem | null;
      isHdr: boolean;
      hasSound: boolean;
    }
  | { ok: false; problem: FileProblem };

export type Examined = Extract<Examination, { ok: true }>;

/** H.264 and H.265, by the names of the probe: what the provider's documents list. */
const VIDEO_CODECS = ["avc", "hevc"];
/** Of the sound inside a clip, and of a sound by itself; everything else is said by its name. */
const SOUND_CODECS = { video: ["aac", "mp3"], audio: ["mp3", "pcm-u8", "pcm-s16", "pcm-s24", "pcm-s32", "pcm-f32", "pcm-f64"] };

/** What people call a codec, where that is another word than the probe's or the container's. */
const CODEC_NAMES: Record<string, string> = {
  ...{
    prores: "ProRes",
    vp8: "VP8",
    vp9: "VP9",
    av1: "AV1",
    mp4v: "MPEG-4 Visual",
    jpeg: "Motion JPEG",
    mjpa: "Motion JPEG",
    mjpb: "Motion JPEG",
  },
  ...{ s263: "H.263", h263: "H.263", opus: "Opus", vorbis: "Vorbis", flac: "FLAC", alac: "ALAC", ac3: "AC-3", eac3: "E-AC-3", samr: "AMR" },
  ...{ sawb: "AMR-WB", ulaw: "µ-law", alaw: "A-law", "wave-2": "ADPCM", "wave-17": "ADPCM", "wave-49": "GSM" },
};
const named = (codec: string | null) => ({ codec: codec === null ? "" : (CODEC_NAMES[codec] ?? codec) });

const refused = (code: FileProblem["code"], values: FileProblem["values"] = {}): Examination => ({ ok: false, problem: { code, values } });

/** Large files of people have long tables. */
const PROBE_MS = 30_000;

const SOUND_TYPES: Record<Container, string> = {
  ...{ mp3: "audio/mpeg", wav: "audio/wav", aac: "audio/aac", flac: "audio/flac", ogg: "audio/ogg" },
  ...{ mp4: "audio/mp4", mov: "audio/mp4", matroska: "audio/webm" },
};

/** The container that has to be another one. */
const foreign = (mimeType: string): FileProblem | null => {
  const code = typeOf(mimeType)?.foreign;
  return code ? { code, values: {} } : null;
};

const soundProblem = (mimeType: string, { audioCodec }: MediaProbe): FileProblem | null =>
  foreign(mimeType) ?? (SOUND_CODECS.audio.includes(audioCodec!) ? null : { code: "wrongSoundCodec", values: named(audioCodec) });

function clipProblem(mimeType: string, { videoCodec, audioCodec }: MediaProbe): FileProblem | null {
  const container = foreign(mimeType);
  if (container) return container;
  if (!VIDEO_CODECS.includes(videoCodec!)) return { code: "wrongCodec", values: named(videoCodec) };
  if (audioCodec !== null && !SOUND_CODECS.video.includes(audioCodec)) return { code: "wrongSoundCodec", values: named(audioCodec) };
  return null;
}

/** What a file that has arrived really is and measures: by its bytes, never by its name or by what was declared. */
export async function examineFile(path: string): Promise<Examination> {
  const type = detectType(await headOf(path, SNIFF_BYTES));
  if (!type.ok) return refused(type.code);
  try {
    if (type.kind === "image") {
      const { width, height } = await probeImage(path);
      const facts = { width, height, durationMs: null, framesPerSecond: null };
      return { ...type, container: "mp4", facts, problem: null, isHdr: false, hasSound: false };
    }
    const probe = await probeMedia(path, { timeoutMs: PROBE_MS, isFromPeople: true });
    // A length of nothing is one that could not be read.
    const durationMs = probe.durationMs || null;
    const hasSound = probe.audioCodec !== null;
    // A clip without a picture is sound in a container for clips.
    if (type.kind === "audio" || probe.videoCodec === null) {
      if (!hasSound) return refused("unreadable");
      const facts = { width: null, height: null, durationMs, framesPerSecond: null };
      const mimeType = SOUND_TYPES[probe.container];
      return {
        ok: true,
        kind: "audio",
        mimeType,
        container: probe.container,
        facts,
        problem: soundProblem(mimeType, probe),
        isHdr: false,
        hasSound,
      };
    }
    const { container, width, height, framesPerSecond } = probe;
    const facts = { width, height, durationMs, framesPerSecond };
    const mimeType = container === "matroska" ? "video/webm" : container === "mov" ? "video/quicktime" : "video/mp4";
    return {
      ok: true,
      kind: "video",
      mimeType,
      container,
      facts,
      problem: clipProblem(mimeType, probe),
      isHdr: probe.isHdr ?? false,
      hasSound,
    };
  } catch (error) {
    if (error instanceof AppError && error.code === "unreadable-media") return refused("unreadable");
    throw error;
  }
}
