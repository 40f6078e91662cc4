/** As people call them, by the names of the probe. */
const NAMES: Readonly<Record<string, string>> = {
  avc: "H.264",
  hevc: "H.265",
  vp9: "VP9",
  av1: "AV1",
  aac: "AAC",
  mp3: "MP3",
  opus: "Opus",
};

/** Profiles with ten bits, as browsers are asked about them: Main 10 and range extensions of H.265, High 10 of H.264. */
const TEN_BITS = /^(?:h(?:ev|vc)1\.[24]\.|avc[13]\.6e)/i;

interface Codecs {
  videoCodec: string | null;
  audioCodec: string | null;
  codecs: string | null;
}

/** What a file is coded in: `H.265` and its bits, where they are more than the usual eight, and `AAC`. */
export function codecNames({ videoCodec, audioCodec, codecs }: Codecs): { video: string | null; bits: 10 | null; audio: string | null } {
  const named = (codec: string | null) => (codec === null ? null : (NAMES[codec] ?? codec.toUpperCase()));
  return { video: named(videoCodec), bits: codecs !== null && TEN_BITS.test(codecs) ? 10 : null, audio: named(audioCodec) };
}
