import { afterEach, describe, expect, it, vi } from "vitest";

import { OUTPUT_PIXELS } from "@/lib/models/catalog";

import { clip, createKit, drawing, type Kit, makeMedia, NATIVE, picture, text } from "./test-kit";

const HOUR = 3_600_000;
// Media are really made here, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let kit: Kit;
afterEach(() => kit.emulator.close());

const statuses = async (ids: readonly string[]) => Promise.all(ids.map(async (id) => (await kit.query(id)).body.status));
const create = async (fields: Record<string, unknown> = {}, key?: string) =>
  (await kit.native({ content: [text("a whale")], ...fields }, key)).body.id;

describe("the course of a task", () => {
  it("is queued, runs, and succeeds; natively without a percentage, on /v1 with 0, 50, 100", async () => {
    kit = createKit();
    const id = await create();
    const look = async () => {
      const [native, video] = [(await kit.query(id)).body, (await kit.queryVideo(id)).body];
      expect(native).not.toHaveProperty("progress");
      return [native.status, video.progress];
    };
    expect(await look()).toEqual(["queued", 0]);
    kit.pass(3_000);
    expect(await look()).toEqual(["running", 50]);
    kit.pass(8_000);
    expect(await look()).toEqual(["succeeded", 100]);
  });

  it("shows little before the end and everything after it", async () => {
    kit = createKit();
    const id = await create({
      seed: 78_674,
      safety_identifier: "user-1",
      duration: 5,
      ratio: "16:9",
      priority: 2,
      execution_expires_after: 7_200,
    });
    const open = (await kit.query(id)).body;
    expect(Object.keys(open).sort()).toEqual([
      "created_at",
      "draft",
      "execution_expires_after",
      "generate_audio",
      "id",
      "model",
      "priority",
      "safety_identifier",
      "seed",
      "service_tier",
      "status",
      "updated_at",
    ]);
    kit.pass(11_000);
    const { content, ...done } = (await kit.query(id)).body;
    expect(content.video_url).toMatch(/^http/);
    expect(content).not.toHaveProperty("last_frame_url");
    expect(done).toMatchObject({
      model: "doubao-seedance-2-0-260128",
      error: null,
      usage: { completion_tokens: 108_900, total_tokens: 108_900 },
      seed: 78_674,
      resolution: "720p",
      ratio: "16:9",
      duration: 5,
      framespersecond: 24,
      generate_audio: true,
      draft: false,
      priority: 2,
      service_tier: "default",
      execution_expires_after: 7_200,
      safety_identifier: "user-1",
    });
    kit.emulator.admin.setSwitches({ responseModel: "requested", echoSafetyIdentifier: false, echoSeed: false });
    const quiet = (await kit.query(id)).body;
    expect(quiet.model).toBe("dreamina-seedance-2-0-260128");
    expect(quiet).not.toHaveProperty("safety_identifier");
    expect(quiet).not.toHaveProperty("seed");
  });

  it("runs three at a time per key, first come first served, priority first", async () => {
    kit = createKit();
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push(await create());
    const urgent = await create({ priority: 9 });
    const other = await create({}, "another-key");
    kit.pass(3_000);
    expect(await statuses([...ids, urgent])).toEqual(["running", "running", "queued", "queued", "queued", "running"]);
    expect((await kit.query(other, "another-key")).body.status).toBe("running");
    kit.pass(8_000);
    expect(await statuses([...ids, urgent])).toEqual(["succeeded", "succeeded", "running", "running", "running", "succeeded"]);
    kit.pass(8_000);
    expect(await statuses(ids)).toEqual(Array(5).fill("succeeded"));
  });

  it("runs 4k alone, beside whatever else there is room for", async () => {
    kit = createKit();
    const [first, second] = [await create({ resolution: "4k" }), await create({ resolution: "4k" })];
    const small = await create();
    kit.pass(3_000);
    expect(await statuses([first, second, small])).toEqual(["running", "queued", "running"]);
    kit.emulator.admin.setSwitches({ runningLimits: {} });
    kit.emulator.tick();
    expect(await statuses([second])).toEqual(["running"]);
  });

  it("finds the same after one long look as after many short ones", async () => {
    const run = async (step: number) => {
      kit = createKit({ seed: 3, timings: { queuedMs: [1_000, 9_000], runningMs: [4_000, 30_000] } });
      const ids: string[] = [];
      for (let index = 0; index < 8; index += 1) ids.push(await create());
      for (let passed = 0; passed < 120_000; passed += step) {
        kit.pass(step);
        kit.emulator.tick();
      }
      const updates = await Promise.all(ids.map(async (id) => (await kit.query(id)).body.updated_at));
      await kit.emulator.close();
      return updates;
    };
    expect(await run(500)).toEqual(await run(120_000));
    kit = createKit();
  });

  it("expires what is not done in its time", async () => {
    kit = createKit();
    const [forever, waiting] = [
      await create({ content: [text("emu:forever")], execution_expires_after: 3_600 }),
      await create({ content: [text("emu:queue-forever")] }),
    ];
    kit.pass(HOUR - 1_000);
    expect(await statuses([forever, waiting])).toEqual(["running", "queued"]);
    kit.pass(1_000);
    expect(await statuses([forever, waiting])).toEqual(["expired", "queued"]);
    kit.pass(47 * HOUR);
    expect(await statuses([waiting])).toEqual(["expired"]);
  });

  it("resolves adaptive and -1 to concrete values", async () => {
    kit = createKit({ switches: { concurrency: 100 } });
    const tall = await kit.asset("tall.jpg", await drawing(600, 900));
    const ids = [
      await create({ ratio: "adaptive", duration: -1 }),
      await create({ content: [text("a vertical phone video")], ratio: "adaptive" }),
      await create({ content: [text("a"), picture(tall)], ratio: "adaptive" }),
      await create({ content: [text("a"), picture(tall)], ratio: "16:9" }),
    ];
    kit.pass(20_000);
    const tasks = await Promise.all(ids.map(async (id) => (await kit.query(id)).body));
    expect(tasks.map((task) => task.ratio)).toEqual(["16:9", "9:16", "3:4", "16:9"]);
    expect(tasks[0]?.duration).toBeGreaterThanOrEqual(4);
    expect(tasks[0]?.duration).toBeLessThanOrEqual(15);
    for (const task of tasks) expect(Object.keys(OUTPUT_PIXELS["720p"])).toContain(task.ratio);
  });

  it("bills by the formula with one frame more, input video and its minimum included, and success alone", async () => {
    kit = createKit({ switches: { concurrency: 100 } });
    const four = await kit.asset("four.mp4", makeMedia("video", 4));
    const two = await kit.asset("two.mp4", makeMedia("video", 2));
    const ids = {
      plain: await create({ duration: 4, ratio: "16:9" }),
      small: await create({ duration: 5, ratio: "16:9", resolution: "480p" }),
      withVideo: await create({ content: [text("a"), clip(four)], duration: 4, ratio: "16:9" }),
      floor: await create({ content: [text("a"), clip(two)], duration: 6, ratio: "16:9" }),
      failed: await create({ content: [text("emu:fail-video")] }),
    };
    expect((await kit.query(ids.plain)).body).not.toHaveProperty("usage");
    kit.pass(20_000);
    const tokens = async (id: string) => (await kit.query(id)).body.usage;
    expect(await tokens(ids.plain)).toEqual({ completion_tokens: 87_300, total_tokens: 87_300 });
    expect((await tokens(ids.small)).completion_tokens).toBe(50_638);
    expect((await tokens(ids.withVideo)).completion_tokens).toBe(173_700);
    expect((await tokens(ids.floor)).completion_tokens).toBe(Math.floor((1280 * 720 * 24 * 10) / 1024));
    expect(await tokens(ids.failed)).toBeUndefined();
  });
});

describe("DELETE: one verb, two meanings", () => {
  const remove = (id: string) => kit.call("DELETE", `${NATIVE}/${id}`);

  it("cancels what is queued; the record goes after 24 hours", async () => {
    kit = createKit();
    const id = await create();
    const answer = await remove(id);
    expect([answer.status, answer.text]).toEqual([200, "{}"]);
    expect(await statuses([id])).toEqual(["cancelled"]);
    expect((await remove(id)).status).toBe(400);
    kit.pass(24 * HOUR - 1_000);
    expect(await statuses([id])).toEqual(["cancelled"]);
    kit.pass(1_000);
    expect((await kit.query(id)).status).toBe(404);
    expect(kit.emulator.admin.truth()[0]).toMatchObject({ id, billed: false, status: "cancelled" });
  });

  it("cannot stop what runs: 409, and it goes on and is billed", async () => {
    kit = createKit();
    const id = await create();
    kit.pass(3_000);
    const answer = await remove(id);
    expect(answer.status).toBe(409);
    expect(answer.body.error.code).toBe("InvalidAction.RunningTaskDeletion");
    kit.pass(8_000);
    expect(await statuses([id])).toEqual(["succeeded"]);
  });

  it("erases what succeeded, failed or expired", async () => {
    kit = createKit();
    const ids = [await create(), await create({ content: [text("emu:fail-internal")] }), await create({ content: [text("emu:expire")] })];
    kit.pass(11_000);
    expect(await statuses(ids)).toEqual(["succeeded", "failed", "expired"]);
    for (const id of ids) {
      expect((await remove(id)).status).toBe(200);
      expect((await kit.query(id)).status).toBe(404);
      expect((await remove(id)).status).toBe(404);
    }
    expect(kit.emulator.admin.truth().map((task) => [task.deleted, task.billed])).toEqual([
      [true, true],
      [true, false],
      [true, false],
    ]);
  });

  it("frees the disk of what nobody can ask for any more, and keeps the truth for a month", async () => {
    kit = createKit();
    const id = await create({ resolution: "480p", duration: 4, generate_audio: false });
    kit.pass(11_000);
    const { content } = (await kit.query(id)).body;
    const file = async () => (await kit.emulator.fetch(content.video_url, { method: "HEAD" })).status;
    expect(await file()).toBe(200);
    kit.pass(8 * 24 * HOUR);
    kit.emulator.sweep();
    expect(kit.emulator.admin.truth()).toHaveLength(1);
    kit.pass(23 * 24 * HOUR);
    kit.emulator.sweep();
    expect(kit.emulator.admin.truth()).toHaveLength(0);
    expect(await file()).toBe(403);
  });

  it("forgets every record after 7 days, and knows nothing of another key's", async () => {
    kit = createKit();
    const id = await create();
    const stranger = await kit.query(id, "another-key");
    expect([stranger.status, stranger.body.error.type]).toEqual([404, "NotFound"]);
    kit.pass(7 * 24 * HOUR - 1_000);
    expect((await kit.query(id)).status).toBe(200);
    kit.pass(1_000);
    expect((await kit.query(id)).status).toBe(404);
    const gone = await kit.queryVideo(id);
    expect([gone.status, gone.body.code]).toEqual([400, "task_not_exist"]);
    kit.emulator.admin.setSwitches({ videoNotFound: "404" });
    expect((await kit.queryVideo(id)).status).toBe(404);
  });
});

describe("the list", () => {
  const list = async (query = "", key?: string) => (await kit.call("GET", `${NATIVE}?${query}`, key ? { key } : {})).body;

  it("filters by status, ids and model, pages, counts, newest first", async () => {
    kit = createKit({ switches: { concurrency: 2 } });
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      ids.push(await create());
      kit.pass(10);
    }
    await create({}, "another-key");
    kit.pass(3_000);
    expect((await list()).items.map((task) => task.id)).toEqual(ids.toReversed());
    expect((await list("page_num=2&page_size=2")).items.map((task) => task.id)).toEqual([ids[2], ids[1]]);
    expect((await list("page_num=2&page_size=2")).total).toBe(5);
    expect((await list("filter.status=running")).items.map((task) => task.id)).toEqual([ids[1], ids[0]]);
    expect((await list(`filter.task_ids=${ids[4]}&filter.task_ids=${ids[0]}`)).items.map((task) => task.id)).toEqual([ids[4], ids[0]]);
    expect((await list("filter.model=dreamina-seedance-2-0-260128")).total).toBe(5);
    expect((await list("filter.model=doubao-seedance-2-0-260128")).total).toBe(5);
    expect((await list("filter.model=dreamina-seedance-2-0-fast-260128")).total).toBe(0);
    expect((await list("filter.service_tier=flex")).total).toBe(0);
    kit.pass(8_000);
    const [first] = (await list(`filter.task_ids=${ids[0]}`)).items;
    expect(first).toEqual({ ...(await kit.query(ids[0] ?? "")).body });
  });

  it("refuses pages outside 1 to 500 and unknown filters", async () => {
    kit = createKit();
    for (const query of [
      "page_num=0",
      "page_num=501",
      "page_size=0",
      "page_size=501",
      "page_size=x",
      "filter.status=expired",
      "filter.service_tier=fast",
    ]) {
      const answer = await kit.call("GET", `${NATIVE}?${query}`);
      expect([answer.status, answer.body.error.code, answer.body.error.param]).toEqual([400, "InvalidParameter", query.split("=")[0]]);
    }
    expect((await kit.call("GET", `${NATIVE}?page_num=500&page_size=500`)).status).toBe(200);
  });

  it("reaches back 7 days, and can lag behind", async () => {
    kit = createKit({ switches: { listLagMs: 5_000 } });
    await create();
    expect((await list()).total).toBe(0);
    kit.pass(5_000);
    expect((await list()).total).toBe(1);
    kit.pass(7 * 24 * HOUR);
    expect((await list()).total).toBe(0);
  });

  it("shows tasks of /v1/videos unless switched off", async () => {
    kit = createKit();
    await kit.videos({ media: [text("a")] });
    expect((await list()).total).toBe(1);
    kit.emulator.admin.setSwitches({ listShowsVideos: false });
    expect((await list()).total).toBe(0);
  });
});

describe("the three shapes of /v1/videos/{id}", () => {
  it("says the same in each", async () => {
    kit = createKit();
    const { id } = (await kit.videos({ media: [text("a")] })).body;
    const failed = (await kit.videos({ media: [text("emu:fail-video")] })).body.id;
    const look = async (shape: "A" | "B" | "C", task = id) => {
      kit.emulator.admin.setSwitches({ videoShape: shape });
      return (await kit.queryVideo(task)).body;
    };
    expect([(await look("A")).status, (await look("B")).status, (await look("C")).status]).toEqual(["queued", "pending", "queued"]);
    kit.pass(3_000);
    expect([(await look("A")).status, (await look("B")).status, (await look("C")).status]).toEqual(["running", "running", "in_progress"]);
    kit.pass(8_000);
    expect(await look("A")).toMatchObject({
      status: "succeeded",
      progress: 100,
      content: { video_url: expect.stringContaining("http") as string },
    });
    expect(await look("B")).toMatchObject({
      object: "video",
      status: "succeeded",
      progress: 100,
      video_url: expect.stringContaining("http") as string,
    });
    expect(await look("C")).toMatchObject({ status: "completed", metadata: { url: expect.stringContaining("http") as string } });
    expect((await look("A", failed)).error.code).toBe("OutputVideoSensitiveContentDetected");
    expect(await look("B", failed)).toMatchObject({ status: "failed", error: "OutputVideoSensitiveContentDetected" });
    expect((await look("C", failed)).error.code).toBe("OutputVideoSensitiveContentDetected");
  });
});
