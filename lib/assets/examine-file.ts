import { probeImage } from "@/lib/platform/ffmpeg/image";
import { type MediaProbe, probeMedia } from "@/lib/platform/ffmpeg/probe";
import { headOf } from "@/lib/platform/storage/sync";
import { AppError } from "@/lib/shared/errors";
import type { AssetKind } from "@/lib/models/catalog";
import { detectType, SNIFF_BYTES } from "./detect-type";
import type { FileProblem, MediaFacts } from "./limits";

export type Examination =
  | { ok: true; kind: AssetKind; mimeType: string; container: MediaProbe["container"]; facts: Omit<MediaFacts, "sizeBytes"> }
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

/** What a file that has arrived really is and measures: by its bytes, never by its name or by what was declared. */
export async function examineFile(path: string): Promise<Examination> {
  const type = detectType(await headOf(path, SNIFF_BYTES));
  if (!type.ok) return refused(type.code);
  try {
    if (type.kind === "image") {
      const { width, height } = await probeImage(path);
      return { ...type, container: "mp4", facts: { width, height, durationMs: null, framesPerSecond: null } };
    }
    const { container, width, height, durationMs, framesPerSecond, videoCodec, audioCodec } = await probeMedia(path);
    if (type.kind === "audio" && !SOUND_CODECS.audio.includes(audioCodec ?? "")) return refused("wrongSoundCodec", named(audioCodec));
    if (type.kind === "audio") return { ...type, container, facts: { width: null, height: null, durationMs, framesPerSecond: null } };
    // An MP4 without a picture is sound in a container that the provider does not take.
    if (videoCodec === null) return refused("m4a");
    if (!VIDEO_CODECS.includes(videoCodec)) return refused("wrongCodec", named(videoCodec));
    if (audioCodec !== null && !SOUND_CODECS.video.includes(audioCodec)) return refused("wrongSoundCodec", named(audioCodec));
    return {
      ok: true,
      kind: "video",
      container,
      mimeType: container === "mov" ? "video/quicktime" : "video/mp4",
      facts: { width, height, durationMs, framesPerSecond },
    };
  } catch (error) {
    if (error instanceof AppError && error.code === "unreadable-media") return refused("unreadable");
    throw error;
  }
}
