import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { createKit, drawing, type Kit, picture, STANDARD, text } from "./test-kit";

// Media are really made here, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let kit: Kit;
let imageUrl: string;

beforeAll(async () => {
  kit = createKit({ switches: { concurrency: 1_000 } });
  imageUrl = await kit.asset("image.jpg", await drawing(800, 600));
});
afterAll(() => kit.emulator.close());

describe("the OpenAI-style surface", () => {
  const media = [text("a whale")];

  it("answers with id, task_id and the rest, or the short form, or pending", async () => {
    const { body } = await kit.videos({ media });
    expect(body).toEqual({
      id: body.id,
      task_id: body.id,
      object: "video",
      model: STANDARD,
      status: "queued",
      progress: 0,
      created_at: Math.floor(kit.now() / 1000),
    });
    kit.emulator.admin.setSwitches({ createAnswer: "short", createStatusWord: "pending", createHttpStatus: 201 });
    const short = await kit.videos({ media });
    expect(short.status).toBe(201);
    expect(short.body).toEqual({ id: short.body.id, task_id: short.body.id, status: "pending" });
    kit.emulator.admin.setSwitches({ createAnswer: "full", createStatusWord: "queued", createHttpStatus: 200 });
  });

  it("wants seconds as a string, and 1080p not from Fast", async () => {
    const wrong = await kit.videos({ media, seconds: 5 });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error).toMatchObject({ type: "new_api_error", param: "seconds" });
    for (const [seconds, status] of [
      ["5", 200],
      ["-1", 200],
      ["15", 200],
      ["16", 400],
      ["five", 400],
    ] as const)
      expect((await kit.videos({ media, seconds })).status).toBe(status);
    expect((await kit.videos({ media, size: "1080p" })).status).toBe(200);
    expect((await kit.videos({ media, size: "1080p", model: "dreamina-seedance-2-0-fast-260128" })).status).toBe(400);
    expect((await kit.videos({ media: [...media, { type: "first_frame", url: imageUrl }], size: "1080p" })).status).toBe(200);
    expect((await kit.native({ content: media, resolution: "1080p" })).status).toBe(200);
  });

  it("wants a text beside pictures, as the page's table says, unless switched", async () => {
    const bare = { media: [{ type: "first_frame", url: imageUrl }] };
    expect((await kit.videos(bare)).status).toBe(400);
    kit.emulator.admin.setSwitches({ videoTextRequired: false });
    expect((await kit.videos(bare)).status).toBe(200);
    kit.emulator.admin.setSwitches({ videoTextRequired: true });
    expect((await kit.native({ content: [picture(imageUrl)] })).status).toBe(200);
  });

  it("wraps what ByteDance refuses as a relay's task error, or passes it through", async () => {
    const refused = await kit.videos({ media, seconds: "16" });
    expect(refused.body).toMatchObject({ code: "fail_to_fetch_task", data: null });
    expect(JSON.parse(String(refused.body.message))).toMatchObject({
      error: { code: "InvalidParameter", param: "seconds", type: "BadRequest" },
    });
    kit.emulator.admin.setSwitches({ videoErrors: "ark" });
    expect((await kit.videos({ media, seconds: "16" })).body.error).toMatchObject({ code: "InvalidParameter", param: "seconds" });
  });

  it("has the page's defaults: 5 seconds, 720p, 16:9 for text and adaptive for frames", async () => {
    const first = (await kit.videos({ media })).body.id;
    const second = (await kit.videos({ media: [...media, { type: "first_frame", url: imageUrl }] })).body.id;
    kit.pass(40_000);
    expect((await kit.queryVideo(first)).body).toMatchObject({ resolution: "720p", ratio: "16:9", duration: 5 });
    expect((await kit.queryVideo(second)).body).toMatchObject({ ratio: "4:3" });
  });
});
