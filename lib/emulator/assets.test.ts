import { afterEach, describe, expect, it, vi } from "vitest";

import { createKit, drawing, type Kit, makeMedia, picture, text } from "./test-kit";

// Media are really made here, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let kit: Kit;
afterEach(() => kit.emulator.close());

const job = async (id: string) => (await kit.call("GET", `/v1/asset/jobs/get-asset-id?task_id=${id}`, { key: null })).body;

describe("the asset library", () => {
  it("answers an upload with a job, and the job with an id once the file is processed", async () => {
    kit = createKit();
    const uploaded = await kit.upload("start_frame.jpg", await drawing(800, 600));
    expect(uploaded.status).toBe(200);
    expect(uploaded.body).toEqual({ code: 200, data: { task_id: "task_2606180529290001" }, msg: "" });
    expect(await job("task_2606180529290001")).toEqual({ code: 200, data: { asset_id: "" }, msg: "" });
    kit.pass(2_000);
    const ready = await job("task_2606180529290001");
    expect(ready).toMatchObject({ code: 200, msg: "" });
    expect(ready.data.asset_id).toMatch(/^asset-20260618052929-[a-z0-9]{5}$/);
  });

  it("says that it is not ready in three ways", async () => {
    kit = createKit();
    const { task_id: id } = (await kit.upload("a.png", await drawing(800, 600))).body.data;
    kit.emulator.admin.setSwitches({ assetNotReady: "null" });
    expect(await job(id)).toEqual({ code: 200, data: null, msg: "" });
    kit.emulator.admin.setSwitches({ assetNotReady: "code" });
    expect(await job(id)).toMatchObject({ code: 202, data: null, msg: expect.stringContaining("processing") as string });
    expect(await job("task_0")).toMatchObject({ code: 404, data: null });
  });

  it("takes between 2 and 6 seconds by default", async () => {
    kit = createKit({ timings: {} });
    const ids = [];
    for (let index = 0; index < 12; index += 1) ids.push((await kit.upload(`${index}.jpg`, await drawing(400, 400))).body.data.task_id);
    kit.pass(1_999);
    for (const id of ids) expect((await job(id)).data.asset_id).toBe("");
    kit.pass(4_001);
    for (const id of ids) expect((await job(id)).data.asset_id).toMatch(/^asset-/);
  });

  it("refuses names over 45 characters, unknown types and missing files at once", async () => {
    kit = createKit();
    const image = await drawing(400, 400);
    expect((await kit.upload(`${"n".repeat(41)}.jpg`, image)).body.code).toBe(200);
    expect((await kit.upload(`${"n".repeat(46)}.jpg`, image)).body).toEqual({
      code: 400,
      data: null,
      msg: "Name must be no more than 64 characters",
    });
    expect((await kit.upload("notes.txt", image)).body.code).toBe(400);
    const empty = await kit.call("POST", "/v1/asset/upload", { raw: "no form" });
    expect([empty.status, empty.body.code]).toEqual([200, 400]);
    kit.emulator.admin.setSwitches({ assetErrors: "http" });
    expect((await kit.upload("notes.txt", image)).status).toBe(400);
    kit.emulator.admin.setSwitches({ agreementAccepted: false });
    expect((await kit.upload("a.jpg", image)).body).toMatchObject({
      code: 403,
      data: null,
      msg: expect.stringContaining("Agreement") as string,
    });
  });

  it("fails the job of a file whose content breaks a limit", async () => {
    kit = createKit();
    const cases: [string, Uint8Array, RegExp][] = [
      ["small.jpg", await drawing(200, 300), /PixelCountTooSmall.*at least 300px/],
      ["wide.jpg", await drawing(1_200, 300), /between 0\.40 and 2\.50/],
      ["lying.png", Buffer.from("not a picture at all"), /unreadable/],
      ["short.wav", makeMedia("audio", 1), /DurationTooShort.*between 1\.8s and 15\.2s/],
      ["long.mp4", makeMedia("video", 16), /DurationTooLong/],
      ["large.mp4", makeMedia("video", 2, [1920, 1080]), /PixelCountTooLarge/],
      ["tiny.mp4", makeMedia("video", 2, [400, 400]), /PixelCountTooSmall/],
      ["emu-asset-fail.jpg", await drawing(400, 400), /failed to process/],
      ["emu-asset-refused.jpg", await drawing(400, 400), /SensitiveContent/],
    ];
    for (const [name, bytes, message] of cases) {
      const { task_id: id } = (await kit.upload(name, bytes)).body.data;
      kit.pass(2_000);
      const answer = await job(id);
      expect(answer, name).toMatchObject({ code: 500, data: null });
      expect(answer.msg, name).toMatch(message);
    }
  });

  it("can be slow, or never done, by the file's name", async () => {
    kit = createKit();
    const slow = (await kit.upload("emu-asset-slow.jpg", await drawing(400, 400))).body.data.task_id;
    const never = (await kit.upload("emu-asset-never-2.jpg", await drawing(400, 400))).body.data.task_id;
    kit.pass(59_000);
    expect((await job(slow)).data.asset_id).toBe("");
    kit.pass(1_000_000);
    expect((await job(slow)).data.asset_id).toMatch(/^asset-/);
    expect((await job(never)).data.asset_id).toBe("");
  });

  it("keeps assets to their key, and does not know them before they are ready or after they failed", async () => {
    kit = createKit();
    const mine = await kit.asset("mine.jpg", await drawing(400, 400));
    const create = async (url: string, key?: string) => (await kit.native({ content: [text("a"), picture(url)] }, key)).body;
    expect((await create(mine)).id).toMatch(/^cgt-/);
    expect((await create(mine, "another-key")).error).toMatchObject({
      code: "InvalidParameter",
      param: "content[1].image_url",
      message: expect.stringMatching(/asset asset-.* is not found/) as string,
    });
    const { task_id: id } = (await kit.upload("b.jpg", await drawing(400, 400))).body.data;
    kit.pass(2_000);
    const { asset_id: ready } = (await job(id)).data;
    kit.pass(-1);
    expect((await create(`asset://${ready}`)).error.message).toContain("not found");
    kit.pass(1);
    expect((await create(`asset://${ready}`)).id).toMatch(/^cgt-/);
  });
});
