import { afterEach, describe, expect, it } from "vitest";

import { createKit, type Kit, NATIVE, STANDARD, text } from "./test-kit";

let kit: Kit;
afterEach(() => kit.emulator.close());

describe("who may come in", () => {
  it("answers every operation on one port, assets also below /api", async () => {
    kit = createKit();
    const created = await kit.native({ content: [text("a whale")] });
    expect(created.status).toBe(200);
    expect((await kit.query(created.body.id)).status).toBe(200);
    expect((await kit.call("GET", NATIVE)).status).toBe(200);
    expect((await kit.call("DELETE", `${NATIVE}/${created.body.id}`)).status).toBe(200);
    const video = await kit.videos({ media: [text("a whale")] });
    expect((await kit.queryVideo(video.body.id)).status).toBe(200);
    expect((await kit.call("GET", `/v1/videos/${video.body.id}/content`)).status).toBe(400);
    expect((await kit.call("GET", "/v1/models")).text).toContain(`"id":"${STANDARD}"`);
    expect((await kit.call("POST", "/api/v1/asset/upload")).body.msg).toMatch(/multipart/);
    expect((await kit.call("GET", "/api/v1/asset/jobs/get-asset-id?task_id=x", { key: null })).body.code).toBe(404);
    expect((await kit.call("GET", "/v1/nothing")).body.error.message).toContain("Invalid URL (GET /v1/nothing)");
  });

  it("takes the bare key and the Bearer form, and the same key with and without sk-", async () => {
    kit = createKit({ apiKeys: ["sk-alpha"] });
    for (const authorization of ["sk-alpha", "alpha", "Bearer sk-alpha", "bearer alpha"]) {
      expect((await kit.call("GET", NATIVE, { key: null, headers: { authorization } })).status).toBe(200);
    }
  });

  it("refuses a missing or unknown key in the envelope of each surface", async () => {
    kit = createKit({ apiKeys: ["alpha"] });
    for (const key of [null, "beta"]) {
      const native = await kit.call("GET", NATIVE, { key });
      expect(native.status).toBe(401);
      expect(native.body.error).toMatchObject({ code: "AuthenticationError", type: "Unauthorized", param: "" });
      const videos = await kit.call("GET", "/v1/models", { key });
      expect(videos.status).toBe(401);
      expect(videos.body.error).toMatchObject({ code: "access_denied", type: "new_api_error" });
      expect(videos.body.error.message).toMatch(/\(request id: 02\d{13}[0-9a-f]+\)$/);
      const assets = await kit.call("POST", "/v1/asset/upload", { key, raw: "" });
      expect(assets.status).toBe(401);
      expect(assets.body).toMatchObject({ code: 401, data: null });
    }
    expect((await kit.call("GET", "/v1/asset/jobs/get-asset-id?task_id=x", { key: null })).status).toBe(200);
  });

  it("answers an unknown key with 500 and token_invalid when switched", async () => {
    kit = createKit({ apiKeys: ["alpha"], switches: { badKey: "500" } });
    const answer = await kit.call("GET", NATIVE, { key: "beta" });
    expect(answer.status).toBe(500);
    expect(answer.body.error).toMatchObject({ code: "token_invalid", type: "api_error" });
  });

  it("refuses a key at its own limit, past its end or switched off on every call, until the clock resets a limit", async () => {
    kit = createKit();
    const { id } = (await kit.videos({ media: [text("a whale")] })).body;
    const resetAt = kit.now() + 3_600_000;
    kit.emulator.admin.setSwitches({ keyState: "limit", keyResetsAt: new Date(resetAt).toISOString() });
    const refused = await kit.videos({ media: [text("a whale")] });
    expect([refused.status, refused.body.error.code]).toEqual([403, "pre_consume_token_quota_failed"]);
    for (const path of [`/v1/videos/${id}`, `/v1/videos/${id}/content`, "/v1/models"])
      expect((await kit.call("GET", path)).body.error, path).toMatchObject({ code: "token_quota_exhausted" });
    expect((await kit.call("POST", "/v1/asset/groups/list", { body: {} })).body).toMatchObject({ code: 403, data: null });
    kit.pass(3_600_000);
    expect((await kit.queryVideo(id)).status).toBe(200);
    for (const [keyState, words] of [
      ["expired", "该令牌已过期"],
      ["off", "该令牌状态不可用"],
    ] as const) {
      kit.emulator.admin.setSwitches({ keyState });
      const answer = await kit.queryVideo(id);
      expect([answer.status, answer.body.error.code, answer.body.error.message]).toEqual([
        401,
        "access_denied",
        expect.stringContaining(words),
      ]);
    }
  });

  it("words what the relay refuses as its task calls do, when switched", async () => {
    kit = createKit({ apiKeys: ["alpha"], switches: { relayErrors: "task" } });
    expect((await kit.queryVideo("x", "beta")).body).toEqual({ code: "access_denied", message: "Invalid token", data: null });
  });

  it("can insist on Bearer for generation and on the bare key for assets", async () => {
    kit = createKit({ switches: { generationAuth: "bearer", assetAuth: "bare" } });
    expect((await kit.call("GET", NATIVE, { key: null, headers: { authorization: "k" } })).status).toBe(401);
    expect((await kit.call("GET", NATIVE, { key: "k" })).status).toBe(200);
    expect((await kit.call("POST", "/v1/asset/upload", { key: "k" })).status).toBe(401);
    expect((await kit.call("POST", "/v1/asset/upload", { key: null, headers: { authorization: "k" } })).status).toBe(200);
  });

  it("refuses keys that begin with invalid, though any other will do", async () => {
    kit = createKit();
    expect((await kit.call("GET", NATIVE, { key: "sk-invalid-1" })).status).toBe(401);
    expect((await kit.call("GET", NATIVE, { key: "whatever" })).status).toBe(200);
  });

  it("lets browsers in on the API, not on the file host, unless switched", async () => {
    kit = createKit();
    const preflight = await kit.call("OPTIONS", "/v1/videos", { key: null });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect((await kit.call("GET", NATIVE)).headers.get("access-control-allow-origin")).toBe("*");
    const file = () => kit.emulator.fetch(`${kit.emulator.filesOrigin}/x.mp4`);
    expect((await file()).headers.get("access-control-allow-origin")).toBeNull();
    kit.emulator.admin.setSwitches({ cors: false, fileCors: true });
    expect((await kit.call("OPTIONS", "/v1/videos")).headers.get("access-control-allow-origin")).toBeNull();
    expect((await kit.call("GET", NATIVE)).headers.get("access-control-allow-origin")).toBeNull();
    expect((await file()).headers.get("access-control-allow-origin")).toBe("*");
  });

  it("answers ByteDance's own paths too, with Bearer alone and both names of a model", async () => {
    kit = createKit();
    const ark = "/api/v3/contents/generations/tasks";
    const body = { model: "doubao-seedance-2-0-260128", content: [text("a whale")] };
    expect((await kit.call("POST", ark, { body, key: null, headers: { authorization: "k" } })).status).toBe(401);
    expect((await kit.call("POST", ark, { body })).body.id).toMatch(/^cgt-/);
    expect((await kit.call("POST", `${ark}/cancel`, { body })).body.id).toMatch(/^cgt-/);
    expect((await kit.call("POST", ark, { body: { ...body, model: "ep-20260101-abcde" } })).status).toBe(200);
    expect((await kit.call("POST", NATIVE, { body })).status).toBe(404);
  });
});

describe("ids and times", () => {
  it("gives ids in the service's form and seconds since 1970", async () => {
    kit = createKit();
    const created = await kit.native({ content: [text("a whale")] });
    expect(created.text).toBe(JSON.stringify({ id: created.body.id }));
    expect(created.body.id).toMatch(/^cgt-20260618052929-[a-z0-9]{5}$/);
    const task = await kit.query(created.body.id);
    expect(task.body.created_at).toBe(Math.floor(kit.now() / 1000));
    kit.emulator.admin.setSwitches({ videoIds: "task" });
    expect((await kit.videos({ media: [text("a whale")] })).body.id).toMatch(/^task_[a-z0-9]+$/);
  });

  it("moves updated_at only when the state changes", async () => {
    kit = createKit();
    const { id } = (await kit.native({ content: [text("a whale")] })).body;
    const seen: [string | undefined, number][] = [];
    for (let second = 0; second < 14; second += 1) {
      const task = (await kit.query(id)).body;
      if (seen.at(-1)?.[0] !== task.status) seen.push([task.status, task.updated_at - task.created_at]);
      else expect(task.updated_at - task.created_at).toBe(seen.at(-1)?.[1]);
      kit.pass(1_000);
    }
    expect(seen).toEqual([
      ["queued", 0],
      ["running", 3],
      ["succeeded", 11],
    ]);
  });

  it("ends its messages in a request id", async () => {
    kit = createKit();
    const answer = await kit.native({ model: undefined });
    expect(answer.body.error.message).toMatch(/ Request id: 02\d{13}[0-9a-f]+$/);
  });

  it("does the same again for the same seed and requests", async () => {
    const run = async () => {
      kit = createKit({ seed: 42 });
      const first = await kit.native({ content: [text("a whale")] });
      kit.pass(30_000);
      const answer = (await kit.query(first.body.id)).text;
      await kit.emulator.close();
      return answer.replace(/X-Tos-Signature=\w+/g, "");
    };
    expect(await run()).toBe(await run());
    kit = createKit();
  });
});
