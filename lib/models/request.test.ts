import { describe, expect, test } from "vitest";
import {
  findPromptFlags,
  findRequestProblems,
  isExperimental,
  isResolutionOffered,
  type RequestDraft,
  type RequestInput,
  usedInputs,
  withoutPromptFlags,
} from "./request";

const input = (role: RequestInput["role"], kind: RequestInput["kind"] = "image", more: Partial<RequestInput> = {}): RequestInput => ({
  role,
  assetId: `${role}-${kind}`,
  kind,
  status: "ready",
  durationMs: kind === "image" ? null : 5_000,
  ...more,
});
const draft = (more: Partial<RequestDraft> = {}): RequestDraft => ({
  mode: "text",
  model: "seedance-2.0",
  prompt: "a cat",
  resolution: "720p",
  ratio: "16:9",
  durationSeconds: 5,
  inputs: [],
  ...more,
});
const codes = (more: Partial<RequestDraft>, apiStyle: "native" | "openai" = "native") =>
  findRequestProblems(draft(more), apiStyle).map((problem) => `${problem.slot} ${problem.code}`);
const references = (...kinds: RequestInput["kind"][]) => ({
  mode: "references" as const,
  inputs: kinds.map((kind) => input("reference", kind)),
});

describe("modes", () => {
  test("each mode sends its own inputs, in order, and leaves the others where they are", () => {
    const inputs = [input("reference", "video"), input("lastFrame"), input("firstFrame"), input("reference", "image")];
    expect(usedInputs("text", inputs)).toEqual([]);
    expect(usedInputs("firstFrame", inputs).map((one) => one.role)).toEqual(["firstFrame"]);
    expect(usedInputs("firstLast", inputs).map((one) => one.role)).toEqual(["firstFrame", "lastFrame"]);
    expect(usedInputs("references", inputs).map((one) => one.kind)).toEqual(["video", "image"]);
  });

  test("frames are needed where frames are meant; a last frame alone is no mode", () => {
    expect(codes({ mode: "firstFrame" })).toEqual(["firstFrame firstFrameMissing"]);
    expect(codes({ mode: "firstLast", inputs: [input("lastFrame")] })).toEqual(["firstFrame firstFrameMissing"]);
    expect(codes({ mode: "firstLast", inputs: [input("firstFrame")] })).toEqual(["lastFrame lastFrameMissing"]);
    expect(codes({ mode: "firstLast", inputs: [input("firstFrame"), input("lastFrame")] })).toEqual([]);
    expect(codes({ mode: "firstFrame", inputs: [input("firstFrame", "video")] })).toEqual(["firstFrame frameNotImage"]);
  });

  test("references: at least one, sound never alone", () => {
    expect(codes(references())).toEqual(["references referencesMissing"]);
    expect(codes(references("audio"))).toEqual(["references audioAlone"]);
    expect(codes(references("audio", "image"))).toEqual([]);
  });

  test("nine pictures, three clips and three sounds are the most", () => {
    const nine = Array<RequestInput["kind"]>(9).fill("image");
    expect(codes(references(...nine, "video", "video", "video", "audio", "audio", "audio"))).toEqual([]);
    expect(codes(references(...nine, "image"))).toEqual(["references tooManyImages"]);
    expect(codes(references(...Array<RequestInput["kind"]>(4).fill("video")))).toEqual([
      "references tooManyVideos",
      "references videosTooLong",
    ]);
    expect(codes(references("image", ...Array<RequestInput["kind"]>(4).fill("audio")))).toEqual([
      "references tooManyAudios",
      "references audiosTooLong",
    ]);
  });

  test("15.2 s of clips pass, as a generated fifteen seconds do", () => {
    const clips = (durationMs: number) => ({ mode: "references" as const, inputs: [input("reference", "video", { durationMs })] });
    expect(codes(clips(15_100))).toEqual([]);
    expect(codes(clips(15_300))).toEqual(["references videosTooLong"]);
  });

  test("what is parked in the composer stands in nobody's way", () => {
    expect(codes({ mode: "text", inputs: [input("reference", "audio", { status: "failed" })] })).toEqual([]);
  });
});

describe("settings", () => {
  test("C15: a prompt in every mode", () => {
    expect(codes({ prompt: " \n" })).toEqual(["prompt promptEmpty"]);
    for (const prompt of ["--dur 15", " --seed 7 --rs 1080p ", "\u200b\u2060", "\u2800 --wm true"])
      expect(codes({ prompt })).toEqual(["prompt promptEmpty"]);
    expect(codes({ ...references("image"), prompt: "" })).toEqual(["prompt promptEmpty"]);
  });

  test("C10: a seed is a whole number of 32 bits, or -1 for none; anything else is refused, not changed", () => {
    for (const seed of [null, -1, 0, 7, 4_294_967_295]) expect(codes({ seed })).toEqual([]);
    for (const seed of [-2, 3.7, 4_294_967_296, Number.NaN]) expect(codes({ seed })).toEqual(["seed seedUnavailable"]);
  });

  test("2.5 takes frames in their own shape only, and thirty seconds of clips", () => {
    const frame = { model: "seedance-2.5", mode: "firstFrame" as const, inputs: [input("firstFrame")] };
    expect(codes({ ...frame, ratio: "16:9" })).toEqual(["ratio ratioUnavailable"]);
    expect(codes({ ...frame, ratio: "adaptive", durationSeconds: 30 })).toEqual([]);
    const clips = [1, 2, 3].map(() => input("reference", "video", { durationMs: 10_000 }));
    expect(codes({ model: "seedance-2.5", mode: "references", inputs: clips })).toEqual([]);
    expect(codes({ mode: "references", inputs: clips })).toEqual(["references videosTooLong"]);
    const four = [...clips, input("reference", "video", { durationMs: 10_000 })];
    expect(findRequestProblems(draft({ model: "seedance-2.5", mode: "references", inputs: four }), "native")).toMatchObject([
      { code: "videosTooLong", values: { seconds: 40, limit: 30 } },
    ]);
  });

  test("2.5 has 1080p on trial with PowerTokens in native style, and as promised at ByteDance's own hosts", () => {
    const offered = (["native", "openai", "direct"] as const).map((surface) => [
      isResolutionOffered("seedance-2.5", "text", "1080p", surface),
      isExperimental("seedance-2.5", "text", "1080p", surface),
    ]);
    expect(offered).toEqual([
      [true, true],
      [false, false],
      [true, false],
    ]);
  });

  test("C14: no 1080p on Fast; C13: on trial for text in either style", () => {
    expect(codes({ model: "seedance-2.0-fast", resolution: "1080p", ...references("image") })).toEqual([
      "resolution resolutionUnavailable",
    ]);
    expect(codes({ resolution: "1080p", ...references("image") }, "openai")).toEqual([]);
    expect(codes({ resolution: "1080p" }, "openai")).toEqual([]);
    expect(codes({ resolution: "1080p" })).toEqual([]);
    expect(isExperimental("seedance-2.0", "text", "1080p", "native")).toBe(true);
    expect(isExperimental("seedance-2.0", "references", "1080p", "native")).toBe(false);
  });

  test("C26: 480p and 720p for text, on every model", () => {
    for (const model of ["seedance-2.0", "seedance-2.0-fast", "seedance-2.0-mini", "seedance-2.5"]) {
      for (const resolution of ["480p", "720p"] as const) expect(isResolutionOffered(model, "text", resolution, "openai")).toBe(true);
    }
  });

  test("C9: every whole second from 4 to 15, and automatic; 13 and 14 in native style only", () => {
    for (let seconds = 4; seconds <= 15; seconds++) expect(codes({ durationSeconds: seconds })).toEqual([]);
    expect(codes({ durationSeconds: null }, "openai")).toEqual([]);
    expect(codes({ durationSeconds: 3 })).toEqual(["duration durationUnavailable"]);
    expect(codes({ durationSeconds: 16 })).toEqual(["duration durationUnavailable"]);
    expect(codes({ durationSeconds: 13 }, "openai")).toEqual(["duration durationNeedsNative"]);
    expect(codes({ durationSeconds: 14 }, "openai")).toEqual(["duration durationNeedsNative"]);
    expect(codes({ durationSeconds: 30, model: "seedance-2.5" })).toEqual([]);
  });

  test("uploads must have ended well", () => {
    expect(codes({ mode: "firstFrame", inputs: [input("firstFrame", "image", { status: "uploading" })] })).toEqual([
      "firstFrame uploading",
    ]);
    expect(codes({ mode: "firstFrame", inputs: [input("firstFrame", "image", { status: "failed" })] })).toEqual([
      "firstFrame uploadFailed",
    ]);
  });

  test("a model that nobody knows ends the checks", () => {
    expect(codes({ model: "sora", prompt: "" })).toEqual(["model unknownModel"]);
  });
});

describe("flags in the prompt", () => {
  test.each([
    ["a cat --dur 15", ["--dur 15"], "a cat"],
    [
      "a cat --rs 1080p --rt 16:9 --dur 5 --seed 11 --cf false --wm true",
      ["--rs 1080p", "--rt 16:9", "--dur 5", "--seed 11", "--cf false", "--wm true"],
      "a cat",
    ],
    ["--resolution=1080p a cat", ["--resolution=1080p"], "a cat"],
    ["a cat --DURATION 15 runs", ["--DURATION 15"], "a cat runs"],
    ["a cat --watermark", ["--watermark"], "a cat"],
    ["a cat --dur\n15", ["--dur\n15"], "a cat"],
    ["奔跑的猫--dur 15", ["--dur 15"], "奔跑的猫"],
    ["奔跑的猫，--rs 1080p，镜头跟随", ["--rs 1080p，镜头跟随"], "奔跑的猫，"],
    ["a cat--dur 15", ["--dur 15"], "a cat"],
    ["a cat --seed --wm true", ["--seed", "--wm true"], "a cat"],
  ])("%j", (prompt, flags, clean) => {
    expect(findPromptFlags(prompt)).toEqual(flags);
    expect(withoutPromptFlags(prompt)).toBe(clean);
  });

  test.each([
    "a cat -- running",
    "plant--seed it well",
    "--rsvp soon",
    "use --verbose",
    "a ---dur 5 line",
    "dur 15",
    "--seedling",
    "he waited--ratio or not",
  ])("%j is prose", (prompt) => {
    expect(findPromptFlags(prompt)).toEqual([]);
    expect(withoutPromptFlags(prompt)).toBe(prompt);
  });

  test("what is cleaned has no flags left", () => {
    for (const prompt of ["----dur 5 5", "--dur --dur 15 15", "a --wm--dur 15", "--dur 5--rs 1080p"]) {
      expect(findPromptFlags(withoutPromptFlags(prompt))).toEqual([]);
    }
  });
});
