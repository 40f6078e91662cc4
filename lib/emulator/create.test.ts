import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { getModel } from "@/lib/models/catalog";

import { findMediaProblem, limitsOf } from "./media";
import type { MediaFile } from "./records";
import { clip, createKit, drawing, FAST, type Kit, makeMedia, NATIVE, picture, sound, STANDARD, text } from "./test-kit";

// Media are really made here, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let kit: Kit;
let image: Buffer;
let video: Buffer;
let audio: Buffer;
let imageUrl: string;
let videoUrl: string;
let audioUrl: string;

beforeAll(async () => {
  kit = createKit({ switches: { concurrency: 1_000 } });
  image = await drawing(800, 600);
  video = makeMedia("video", 4);
  audio = makeMedia("audio", 3);
  imageUrl = await kit.asset("image.jpg", image);
  videoUrl = await kit.asset("clip.mp4", video);
  audioUrl = await kit.asset("sound.wav", audio);
});
afterAll(() => kit.emulator.close());
beforeEach(() =>
  kit.emulator.admin.setSwitches({
    durations: "range",
    assetsOnly: false,
    assetIdAlias: "accept",
    promptFlags: true,
    base64Video: "accept",
    seed: "accept",
    resolutions: "documented",
    tools: "refuse",
    models: [],
    videoErrors: "relay",
  }),
);

const refusal = async (body: Record<string, unknown>, model = STANDARD) => {
  const answer = await kit.call("POST", NATIVE, { body: { model, ...body } });
  const { code, message, param, type } = answer.body.error;
  return { status: answer.status, code, message: message.replace(/ Request id.*$/, ""), param, type };
};
const t2v = (fields: Record<string, unknown> = {}) => ({ content: [text("a whale")], ...fields });

describe("validation, first failure first", () => {
  it("wants JSON, then a model, then content", async () => {
    const broken = await kit.call("POST", NATIVE, { raw: "{not json" });
    expect(broken.status).toBe(400);
    expect(broken.body.error.code).toBe("InvalidParameter");
    expect(await refusal({ model: undefined, content: [] })).toMatchObject({
      status: 400,
      code: "MissingParameter",
      param: "model",
      type: "BadRequest",
    });
    expect(await refusal({}, "sora-2")).toMatchObject({ status: 404, code: "InvalidEndpointOrModel.NotFound" });
    expect(await refusal({})).toMatchObject({ code: "MissingParameter", param: "content" });
    expect(await refusal({ content: [] })).toMatchObject({ code: "MissingParameter", param: "content" });
  });

  it("names the item whose type or role makes no sense", async () => {
    expect(await refusal({ content: [text("a"), { type: "picture" }] })).toMatchObject({
      code: "InvalidParameter",
      param: "content[1].type",
    });
    expect(await refusal({ content: [text("a"), { type: "image_url" }] })).toMatchObject({ param: "content[1].image_url.url" });
    expect(await refusal({ content: [text("a"), picture(imageUrl, "reference_video")] })).toMatchObject({ param: "content[1].role" });
    expect(await refusal({ content: [{ type: "text" }] })).toMatchObject({ param: "content[0].text" });
    expect(await refusal({ content: [{ type: "text", text: " " }] })).toMatchObject({ code: "MissingParameter" });
  });

  it("wants roles for two pictures, and takes one without a role for the first frame", async () => {
    expect((await refusal({ content: [text("a"), picture(imageUrl), picture(imageUrl)] })).message).toContain(
      "role must be specified for image contents",
    );
    const created = await kit.native({ content: [text("a"), picture(imageUrl)] });
    expect(kit.emulator.admin.truth().find((task) => task.id === created.body.id)?.mode).toBe("firstFrame");
    expect(await refusal({ content: [text("a"), picture(imageUrl, "last_frame")] })).toMatchObject({
      code: "InvalidParameter",
      param: "content[1].image_url",
    });
  });

  it("keeps frames and references apart", async () => {
    const mixed = "first/last frame content cannot be mixed with reference media content";
    expect((await refusal({ content: [text("a"), picture(imageUrl), picture(imageUrl, "reference_image")] })).message).toContain(mixed);
    expect((await refusal({ content: [text("a"), picture(imageUrl, "first_frame"), sound(audioUrl)] })).message).toContain(mixed);
  });

  it("counts 9 images, 3 videos and 3 sounds, and wants a picture or clip beside a sound", async () => {
    const many = (item: unknown, count: number) => Array.from({ length: count }, () => item);
    expect(await refusal({ content: [text("a"), ...many(picture(imageUrl, "reference_image"), 10)] })).toMatchObject({
      param: "content[10].image_url",
    });
    expect(await refusal({ content: [text("a"), ...many(clip(videoUrl), 4)] })).toMatchObject({ param: "content[4].video_url" });
    expect(await refusal({ content: [text("a"), picture(imageUrl, "reference_image"), ...many(sound(audioUrl), 4)] })).toMatchObject({
      param: "content[5].audio_url",
    });
    expect((await refusal({ content: [text("a"), sound(audioUrl)] })).message).toContain(
      "requires at least one reference image or reference video",
    );
  });

  it("refuses values in the wording of the service", async () => {
    expect((await refusal(t2v({ duration: 16 }))).message).toBe(
      "the parameter duration specified in the request is not valid for model dreamina-seedance-2-0 in t2v.",
    );
    expect((await refusal(t2v({ resolution: "480" }))).message).toBe(
      "the parameter resolution specified in the request is not valid for model dreamina-seedance-2-0 in t2v.",
    );
    expect((await refusal({ content: [text("a"), picture(imageUrl)], resolution: "1080p" }, FAST)).message).toBe(
      "the parameter resolution specified in the request is not valid for model dreamina-seedance-2-0-fast in i2v.",
    );
    expect((await refusal(t2v({ resolution: "720P" }))).param).toBe("resolution");
    for (const [name, value] of [
      ["service_tier", "flex"],
      ["draft", true],
      ["camera_fixed", true],
      ["frames", 121],
    ] as const) {
      expect(await refusal(t2v({ [name]: value }))).toMatchObject({
        status: 400,
        code: "InvalidParameter",
        param: name,
        message: `the specified parameter ${name} is not supported for model dreamina-seedance-2-0 in t2v, must be empty.`,
      });
    }
    expect((await kit.native(t2v({ service_tier: "default", draft: false, camera_fixed: false }))).status).toBe(200);
  });

  it("is strict about types and bounds, and ignores what it does not know", async () => {
    for (const [name, value] of [
      ["duration", "5"],
      ["duration", 5.5],
      ["generate_audio", "yes"],
      ["watermark", 1],
      ["return_last_frame", "no"],
      ["seed", 1.5],
      ["seed", 4_294_967_296],
      ["seed", -2],
      ["ratio", "2:1"],
      ["ratio", 1],
      ["safety_identifier", "x".repeat(65)],
      ["priority", 10],
      ["execution_expires_after", 3_599],
      ["execution_expires_after", 259_201],
      ["callback_url", "ftp://x"],
      ["tools", [{ type: "code" }]],
    ] as const) {
      expect(await refusal(t2v({ [name]: value })), name).toMatchObject({ status: 400, param: name });
    }
    expect((await kit.native(t2v({ framespersecond: 30, nonsense: {} }))).status).toBe(200);
    expect((await kit.native({ content: [text("字".repeat(32_000))] })).status).toBe(200);
    expect((await kit.native({ content: [text("字".repeat(32_001))] })).status).toBe(400);
  });

  it("has the parameters before the assets, the assets before their limits, and moderation last", async () => {
    const bad = { content: [text("emu:refuse-text"), picture("asset://nobody", "reference_image")] };
    expect((await refusal({ ...bad, duration: 99 })).param).toBe("duration");
    expect((await refusal(bad)).message).toContain("asset nobody is not found");
    expect((await refusal({ content: [text("emu:refuse-text"), picture(imageUrl, "reference_image")] })).code).toBe(
      "InputTextSensitiveContentDetected",
    );
  });
});

describe("durations, flags and switches", () => {
  it("takes 4 to 15 seconds and -1, or fewer when switched", async () => {
    for (const duration of [4, 7, 15, -1]) expect((await kit.native(t2v({ duration }))).status).toBe(200);
    for (const duration of [0, 3]) expect((await kit.native(t2v({ duration }))).status).toBe(400);
    kit.emulator.admin.setSwitches({ durations: "enum12+15" });
    for (const [duration, status] of [
      [12, 200],
      [13, 400],
      [14, 400],
      [15, 200],
    ])
      expect((await kit.native(t2v({ duration }))).status).toBe(status);
    kit.emulator.admin.setSwitches({ durations: "discrete" });
    for (const [duration, status] of [
      [6, 200],
      [7, 400],
      [9, 400],
      [11, 400],
    ])
      expect((await kit.native(t2v({ duration }))).status).toBe(status);
  });

  it("reads flags out of the prompt where the field is absent", async () => {
    const flagged = { content: [text("a whale --rs 480p --rt 9:16 --dur 8 --seed 11 --wm true --cf false")] };
    const done = async (body: Record<string, unknown>) => {
      const { id } = (await kit.native(body)).body;
      kit.pass(20_000);
      return (await kit.query(id)).body;
    };
    expect(await done(flagged)).toMatchObject({ resolution: "480p", ratio: "9:16", duration: 8, seed: 11 });
    expect(await done({ ...flagged, duration: 4, resolution: "720p", ratio: "1:1", seed: 5 })).toMatchObject({
      resolution: "720p",
      ratio: "1:1",
      duration: 4,
      seed: 5,
    });
    kit.emulator.admin.setSwitches({ promptFlags: false });
    expect(await done(flagged)).toMatchObject({ resolution: "720p", duration: 5 });
  });

  it("has no idempotency: the same body twice makes two tasks", async () => {
    const [first, second] = [await kit.native(t2v()), await kit.native(t2v())];
    expect(first.body.id).not.toBe(second.body.id);
  });

  it("takes what each model is documented to take", async () => {
    const NEWEST = "dreamina-seedance-2-5-260628";
    const [still, ratio] = [picture(imageUrl), "16:9"];
    for (const model of [STANDARD, FAST, "dreamina-seedance-2-0-mini-260615", NEWEST])
      expect((await kit.native({ ...t2v(), model })).status, model).toBe(200);
    expect((await kit.videos({ media: [text("a whale")], size: "4k" })).status).toBe(200);
    expect((await kit.videos({ media: [text("a whale")], size: "1080p" })).status).toBe(200);
    expect((await kit.native({ ...t2v({ resolution: "1080p" }), model: NEWEST })).status).toBe(400);
    kit.emulator.admin.setSwitches({ resolutions: "all" });
    expect((await kit.native({ ...t2v({ resolution: "1080p" }), model: NEWEST })).status).toBe(200);

    // The gaps of the 2.0 family are none of 2.5's.
    kit.emulator.admin.setSwitches({ durations: "discrete" });
    expect((await kit.native({ ...t2v({ duration: 29 }), model: NEWEST })).status).toBe(200);
    expect((await kit.native({ ...t2v({ duration: 31 }), model: NEWEST })).status).toBe(400);
    const { id } = (await kit.native({ content: [text("a --dur 30")], model: NEWEST })).body;
    kit.pass(20_000);
    expect((await kit.query(id)).body.duration).toBe(30);

    expect(await refusal({ content: [text("a"), still], ratio }, NEWEST)).toMatchObject({
      code: "InvalidParameter.TaskTypeConstraint",
      param: "ratio",
    });
    expect((await kit.native({ content: [text("a"), still], ratio: "adaptive", model: NEWEST })).status).toBe(200);
    expect((await kit.native({ content: [text("a"), still], ratio })).status).toBe(200);

    expect(await refusal(t2v({ output_format: "mov" }))).toMatchObject({ param: "output_format" });
    expect((await kit.native({ ...t2v({ output_format: "mov" }), model: NEWEST })).status).toBe(200);
    expect(await refusal(t2v({ output_format: "avi" }), NEWEST)).toMatchObject({ param: "output_format" });
  });

  it("takes it without being switched", async () => {
    const fresh = createKit();
    for (const model of ["dreamina-seedance-2-0-mini-260615", "dreamina-seedance-2-5-260628"])
      expect((await fresh.native({ ...t2v(), model })).status, model).toBe(200);
    for (const size of ["1080p", "4k"]) {
      expect((await fresh.native(t2v({ resolution: size }))).status, size).toBe(200);
      expect((await fresh.videos({ media: [text("a whale")], size })).status, size).toBe(200);
    }
    await fresh.emulator.close();
  });

  it("does not search the web overseas, unless switched", async () => {
    const tools = [{ type: "web_search" }];
    expect(await refusal(t2v({ tools }))).toMatchObject({ param: "tools", message: expect.stringContaining("must be empty") as string });
    const search = async () => (await kit.query((await kit.native(t2v({ tools }))).body.id)).text.includes("web_search");
    kit.emulator.admin.setSwitches({ tools: "ignore" });
    expect(await search()).toBe(false);
    kit.emulator.admin.setSwitches({ tools: "accept" });
    expect(await search()).toBe(true);
  });

  it("says in 413 that a body is too large", async () => {
    const answer = await kit.call("POST", "/v1/videos", { raw: " ".repeat(64 * 1024 * 1024 + 1) });
    expect([answer.status, answer.body.error.code]).toEqual([413, "read_request_body_failed"]);
  });

  it("offers 4k, other models and narrower seeds by switch", async () => {
    expect((await kit.native(t2v({ resolution: "4k" }))).status).toBe(200);
    kit.emulator.admin.setSwitches({ resolutions: "quickStart", models: ["seedance-2.0", "seedance-2.0-mini"], seed: "int31" });
    expect((await kit.native(t2v({ resolution: "1080p" }))).status).toBe(400);
    expect((await kit.native({ content: [text("a"), picture(imageUrl)], resolution: "1080p" })).status).toBe(200);
    expect((await kit.native(t2v({ resolution: "4k" }))).status).toBe(400);
    expect((await kit.native({ ...t2v(), model: "dreamina-seedance-2-0-mini-260615" })).status).toBe(200);
    expect((await kit.native({ ...t2v(), model: FAST })).body.error.code).toBe("ModelNotOpen");
    expect((await kit.native(t2v({ seed: 2_147_483_648 }))).status).toBe(400);
    kit.emulator.admin.setSwitches({ seed: "refuse" });
    expect((await kit.native(t2v({ seed: 1 }))).body.error).toMatchObject({ param: "seed" });
  });
});

describe("where media come from", () => {
  it("takes assets, addresses and base64, or assets alone when switched", async () => {
    const data = `data:image/jpeg;base64,${image.toString("base64")}`;
    expect((await kit.native({ content: [text("a"), picture(data)] })).status).toBe(200);
    expect((await kit.native({ content: [text("a"), clip(`data:video/mp4;base64,${video.toString("base64")}`)] })).status).toBe(200);
    expect(
      (await kit.native({ content: [text("a"), picture(data.replace("image/jpeg", "image/JPEG").replace("data:image", "data:Image"))] }))
        .status,
    ).toBe(400);
    kit.emulator.admin.setSwitches({ base64Video: "refuse" });
    expect(
      (await kit.native({ content: [text("a"), clip(`data:video/mp4;base64,${video.toString("base64")}`)] })).body.error.message,
    ).toContain("base64 is not supported for video");
    kit.emulator.admin.setSwitches({ assetsOnly: true });
    expect((await kit.native({ content: [text("a"), picture(data)] })).body.error).toMatchObject({
      code: "InvalidParameter",
      param: "content[1].image_url",
    });
    expect((await kit.native({ content: [text("a"), picture(imageUrl)] })).status).toBe(200);
  });

  it("fetches addresses on the web, and says when it cannot", async () => {
    const web = createKit({
      outgoingFetch: (input) =>
        new Request(input).url.endsWith("good.jpg")
          ? Promise.resolve(new Response(new Uint8Array(image)))
          : Promise.reject(new TypeError("fetch failed")),
    });
    expect((await web.native({ content: [text("a"), picture("https://example.com/good.jpg")] })).status).toBe(200);
    expect((await web.native({ content: [text("a"), picture("https://example.com/gone.jpg")] })).body.error.message).toContain(
      "resource download failed",
    );
    await web.emulator.close();
  });

  it("takes asset_id as an alias of url, and can refuse it", async () => {
    const media = [text("a"), { type: "first_frame", asset_id: imageUrl.slice("asset://".length) }];
    expect((await kit.videos({ media })).status).toBe(200);
    expect((await kit.admin("state")).body.warnings.join("\n")).toContain("asset_id was given instead of url");
    kit.emulator.admin.setSwitches({ assetIdAlias: "refuse" });
    expect((await kit.videos({ media })).status).toBe(400);
  });

  it("refuses what is too small, too long, misshapen or of the wrong kind", async () => {
    const inline = async (bytes: Buffer, type: string) => `data:${type};base64,${bytes.toString("base64")}`;
    const small = await inline(await drawing(200, 400), "image/jpeg");
    expect((await refusal({ content: [text("a"), picture(small)] })).message).toContain("expected the width to be at least 300px");
    const wide = await inline(await drawing(1_600, 400), "image/jpeg");
    expect((await refusal({ content: [text("a"), picture(wide)] })).message).toContain(
      "expected the aspect ratio to be between 0.40 and 2.50, but received 4.00",
    );
    expect(await refusal({ content: [text("a"), picture(videoUrl)] })).toMatchObject({
      code: "InvalidParameter",
      param: "content[1].image_url",
    });
    expect(await refusal({ content: [text("a"), picture(await inline(Buffer.from("no picture"), "image/png"))] })).toMatchObject({
      code: "InvalidImageURL.InvalidFormat",
    });
    const low = await inline(makeMedia("video", 2, [400, 400]), "video/mp4");
    expect((await refusal({ content: [text("a"), clip(low)] })).message).toContain(
      "video pixel count must be greater than or equal to 409600 for model dreamina-seedance-2-0 in r2v",
    );
    const long = await inline(makeMedia("audio", 16), "audio/wav");
    expect((await refusal({ content: [text("a"), picture(imageUrl, "reference_image"), sound(long)] })).message).toContain(
      "must be less than or equal to 15.2",
    );
    const short = await inline(makeMedia("audio", 1), "audio/wav");
    expect((await refusal({ content: [text("a"), picture(imageUrl, "reference_image"), sound(short)] })).code).toBe(
      "InvalidParameter.DurationTooShort",
    );
    const eight = await inline(makeMedia("audio", 8), "audio/wav");
    expect((await refusal({ content: [text("a"), picture(imageUrl, "reference_image"), sound(eight), sound(eight)] })).message).toContain(
      "audio total duration (seconds) must be less than or equal to 15.2",
    );
    const size = { width: 1280, height: 720, seconds: 5, framesPerSecond: 24 };
    const heavy: MediaFile = { kind: "video", path: "", name: "a.mp4", format: "mp4", bytes: 60 * 1024 * 1024, ...size };
    expect(findMediaProblem(heavy, limitsOf(getModel("seedance-2.0"), "2.0"))?.message).toContain("50MB");
    expect(findMediaProblem(heavy, limitsOf(getModel("seedance-2.5"), "2.5"))).toBeNull();
    // 2.5 takes twice as much, of one file and of all together.
    const longer = { model: "dreamina-seedance-2-5-260628", content: [text("a"), sound(long), sound(eight)] };
    expect((await kit.native(longer)).status).toBe(200);
    expect((await refusal({ content: [...longer.content, sound(eight)] }, longer.model)).message).toContain(
      "audio total duration (seconds) must be less than or equal to 30.2",
    );
  });
});
