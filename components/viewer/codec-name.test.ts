import { expect, test } from "vitest";
import { codecNames } from "./codec-name";

test("codecs are called as people call them, with their bits where those are unusual", () => {
  const of = (videoCodec: string, codecs: string | null) => codecNames({ videoCodec, audioCodec: "aac", codecs });
  expect(of("hevc", "hev1.2.4.L153.B0, mp4a.40.2")).toEqual({ video: "H.265", bits: 10, audio: "AAC" });
  expect(of("hevc", "hvc1.1.6.L93.B0")).toEqual({ video: "H.265", bits: null, audio: "AAC" });
  expect(of("avc", "avc1.64001f")).toEqual({ video: "H.264", bits: null, audio: "AAC" });
  expect(of("avc", "avc1.6e0032")).toMatchObject({ bits: 10 });
  expect(codecNames({ videoCodec: "mp4v", audioCodec: null, codecs: null })).toEqual({ video: "MP4V", bits: null, audio: null });
});
