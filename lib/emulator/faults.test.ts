import { afterEach, describe, expect, it, vi } from "vitest";

import { createKit, drawing, type Kit, NATIVE, picture, text } from "./test-kit";
import { findScenarios, SCENARIOS } from "./scenarios";

// Clips are really made here, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let kit: Kit;
afterEach(() => kit.emulator.close());

const attempt = async (prompt: string) => {
  try {
    const { status, body, text: raw, headers } = await kit.native({ content: [text(prompt)] });
    return { status, code: body.error?.code, body, raw, headers };
  } catch (error) {
    return { reset: error instanceof TypeError && (error.cause as { code?: string }).code === "ECONNRESET" };
  }
};
const made = () => kit.emulator.admin.truth().length;

describe("triggers", () => {
  it("are found in prompts and in file names, the longest known word first", () => {
    kit = createKit();
    expect(findScenarios("a cat emu:refuse-text and emu:running-ms=50")).toEqual({ "refuse-text": "", "running-ms": "50" });
    expect(findScenarios("emu-refuse-image-2.png")).toEqual({ "refuse-image": "" });
    expect(findScenarios("一只猫 emu：forever")).toEqual({ forever: "" });
    expect(findScenarios("the emu runs, emu:nothing")).toEqual({});
  });

  it("are all described in both languages and served by the admin API", async () => {
    kit = createKit();
    const { items } = (await kit.admin("scenarios")).body;
    expect(items).toHaveLength(Object.keys(SCENARIOS).length);
    for (const { en, zh } of Object.values(SCENARIOS)) expect([en.length > 5, /\p{Script=Han}/u.test(zh)]).toEqual([true, true]);
  });
});

describe("refusals of inputs", () => {
  it("come as 400 with the right code, and nothing is created", async () => {
    kit = createKit();
    expect(await attempt("emu:refuse-text")).toMatchObject({ status: 400, code: "InputTextSensitiveContentDetected" });
    expect(await attempt("emu:refuse")).toMatchObject({ status: 400, code: "SensitiveContentDetected" });
    expect(await attempt("emu:refuse-video")).toMatchObject({ code: "InputVideoSensitiveContentDetected" });
    expect(await attempt("emu:refuse-audio")).toMatchObject({ code: "InputAudioSensitiveContentDetected" });
    expect(await attempt("emu:real-person")).toMatchObject({ code: "InputImageSensitiveContentDetected.PrivacyInformation" });
    expect(await attempt("emu:input-copyright")).toMatchObject({ code: "InputImageSensitiveContentDetected.PolicyViolation" });
    expect(await attempt("emu:closed-endpoint")).toMatchObject({ code: "InvalidEndpoint.ClosedEndpoint" });
    expect(made()).toBe(0);
  });

  it("name the item whose file name carries the trigger", async () => {
    kit = createKit();
    const fine = await kit.asset("fine.jpg", await drawing(400, 400));
    const face = await kit.asset("emu-real-person.jpg", await drawing(400, 400));
    const answer = await kit.native({ content: [text("a"), picture(fine, "reference_image"), picture(face, "reference_image")] });
    expect(answer.body.error).toMatchObject({
      code: "InputImageSensitiveContentDetected.PrivacyInformation",
      param: "content[2].image_url",
      message: expect.stringContaining("may contain real person") as string,
    });
  });
});

describe("tasks that fail after running", () => {
  it("carry the error and are not billed", async () => {
    kit = createKit({ switches: { concurrency: 100 } });
    const expected = {
      "fail-video": "OutputVideoSensitiveContentDetected",
      "fail-audio": "OutputAudioSensitiveContentDetected",
      "fail-copyright": "OutputVideoSensitiveContentDetected.PolicyViolation",
      "fail-internal": "InternalServiceError",
      "fail-late-input": "InputImageSensitiveContentDetected",
    };
    for (const [word, code] of Object.entries(expected)) {
      const { id } = (await kit.native({ content: [text(`emu:${word}`)] })).body;
      kit.pass(11_000);
      const task = (await kit.query(id)).body;
      expect(task).toMatchObject({ status: "failed", error: { code } });
      expect(task).not.toHaveProperty("content");
    }
    expect(kit.emulator.admin.truth().some((task) => task.billed)).toBe(false);
  });

  it("keep to the times in the prompt, and answer 403 once", async () => {
    kit = createKit();
    const { id } = (await kit.native({ content: [text("emu:queued-ms=100 emu:running-ms=200 emu:forbidden-once")] })).body;
    kit.pass(300);
    expect((await kit.query(id)).body.error.code).toBe("AccessDenied");
    expect((await kit.query(id)).body.status).toBe("succeeded");
  });
});

describe("trouble with the account or the connection", () => {
  it("refuses before anything exists: account, model, rate", async () => {
    kit = createKit();
    expect(await attempt("emu:unauthorized")).toMatchObject({ status: 401, code: "AuthenticationError" });
    expect(await attempt("emu:token-invalid")).toMatchObject({ status: 500, code: "token_invalid" });
    expect((await attempt("emu:payment-required")).body?.error.message).toContain("余额");
    expect(await attempt("emu:balance")).toMatchObject({ status: 429, code: "insufficient_user_quota" });
    expect(await attempt("emu:payment-required")).toMatchObject({ status: 402, code: "insufficient_user_quota" });
    expect(await attempt("emu:key-limit")).toMatchObject({ status: 403, code: "pre_consume_token_quota_failed" });
    expect((await attempt("emu:key-expired")).body?.error).toMatchObject({ code: "access_denied" });
    expect(await attempt("emu:no-channel")).toMatchObject({ status: 503, code: "get_channel_failed" });
    expect(await attempt("emu:overdue")).toMatchObject({ status: 403, code: "AccountOverdueError" });
    expect(await attempt("emu:no-model")).toMatchObject({ status: 404, code: "ModelNotOpen" });
    expect(await attempt("emu:rate-limit")).toMatchObject({ status: 429, code: "ModelAccountRpmRateLimitExceeded" });
    expect((await attempt("x emu:rate-limit")).headers?.get("retry-after")).toBeNull();
    expect((await attempt("emu:rate-limit-wait=7")).headers?.get("retry-after")).toBe("7");
    for (const code of [
      "ServerOverloaded",
      "QuotaExceeded",
      "SetLimitExceeded",
      "AccountRateLimitExceeded",
      "RequestBurstTooFast",
      "InflightBatchsizeExceeded",
    ]) {
      expect(await attempt(`emu:rate-limit=${code}`)).toMatchObject({ status: 429, code });
    }
    expect(await attempt("emu:error-500")).toMatchObject({ status: 500, code: "InternalServiceError" });
    expect(await attempt("emu:drop-before")).toEqual({ reset: true });
    expect(made()).toBe(0);
  });

  it("loses the answer although the task exists, once per prompt", async () => {
    kit = createKit();
    const lost = async (prompt: string, expected: object) => {
      const before = made();
      expect(await attempt(prompt), prompt).toMatchObject(expected);
      expect(made(), prompt).toBe(before + 1);
      expect(kit.emulator.admin.truth().at(-1)?.answer, prompt).toBe("lost");
      expect((await attempt(prompt)).status, prompt).toBe(200);
      expect(kit.emulator.admin.truth().at(-1)?.answer, prompt).toBe("sent");
    };
    await lost("emu:drop-after", { reset: true });
    await lost("emu:error-502", { status: 502, raw: expect.stringContaining("<html>") as string });
    await lost("emu:error-504", { status: 504 });
    await lost("emu:html", { status: 200, raw: expect.stringContaining("<html>") as string });
    await lost("emu:truncated", { status: 200, raw: expect.not.stringContaining("}") as string });
    await lost("emu:slow-answer=5", { status: 200 });
    for (const [variant, id] of [
      ["missing", undefined],
      ["null", null],
      ["empty", ""],
      ["number", 42],
      ["path", "../../v1/models"],
    ] as const) {
      const before = made();
      const answer = await attempt(`emu:bad-id=${variant}`);
      expect([answer.status, answer.body?.id]).toEqual([200, id]);
      expect(made()).toBe(before + 1);
    }
    expect((await attempt("emu:bad-id=long")).body?.id).toHaveLength(300);
    expect((await attempt("emu:bad-id=nested")).body?.data.task_id).toMatch(/^cgt-/);
    expect((await attempt("emu:bad-id=taskIdOnly")).body?.task_id).toMatch(/^cgt-/);
    expect((await attempt("emu:bad-id=array")).raw).toMatch(/^\["cgt-/);
  });

  it("plays the same words on /v1 in that surface's envelopes", async () => {
    kit = createKit();
    const refused = await kit.videos({ media: [text("emu:refuse-text")] });
    expect(JSON.parse(refused.body.message)).toMatchObject({
      error: { code: "InputTextSensitiveContentDetected", param: "content[0].text" },
    });
    expect((await kit.videos({ media: [text("emu:unauthorized")] })).body.error).toMatchObject({
      code: "access_denied",
      type: "new_api_error",
    });
  });
});

describe("faults by the admin API", () => {
  const order = (route: string, fault: object, rest: object = {}) => kit.admin("faults", { route, fault, ...rest });

  it("hit a route so many times, after so many, or until removed", async () => {
    kit = createKit();
    const codes = async (count: number) => {
      const seen = [];
      for (let call = 0; call < count; call += 1) seen.push((await kit.call("GET", NATIVE)).status);
      return seen;
    };
    expect((await order("native.list", { kind: "answer", preset: "badGatewayHtml" }, { count: 2, skip: 1 })).status).toBe(201);
    expect(await codes(5)).toEqual([200, 502, 502, 200, 200]);
    const { id } = (
      await order("list", { kind: "answer", preset: "rateLimit", code: "ServerOverloaded", retryAfterSeconds: 3 }, { count: null })
    ).body;
    expect(await codes(3)).toEqual([429, 429, 429]);
    await kit.call("DELETE", `/emulator/faults/${id}`);
    expect(await codes(1)).toEqual([200]);
    expect((await order("nowhere", { kind: "drop" })).status).toBe(400);
    expect((await order("*", { kind: "unheard-of" })).status).toBe(400);
  });

  it("hit only requests that contain something", async () => {
    kit = createKit();
    await order("create", { kind: "answer", preset: "serverError" }, { containing: "whale", count: null });
    expect((await attempt("a cat")).status).toBe(200);
    expect((await attempt("a whale")).status).toBe(500);
  });

  it("drop connections before and after the task exists, on either surface", async () => {
    kit = createKit();
    await order("create", { kind: "drop", when: "before" });
    expect(await attempt("a")).toEqual({ reset: true });
    expect(made()).toBe(0);
    await order("videos.create", { kind: "drop", when: "after" });
    await expect(kit.videos({ media: [text("a")], safety_identifier: "dl-1", seed: 99 })).rejects.toThrow("fetch failed");
    expect(kit.emulator.admin.truth()).toMatchObject([
      { created: true, billed: false, answer: "lost", safetyIdentifier: "dl-1", requestedSeed: 99, body: { media: [text("a")] } },
    ]);
  });

  it("delay, cut, spoil and replace answers", async () => {
    const slept: number[] = [];
    kit = createKit({
      sleep: (ms) => {
        slept.push(ms);
        return Promise.resolve();
      },
    });
    await order("create", { kind: "delay", ms: 40, when: "before" });
    await order("create", { kind: "delay", ms: 60, when: "after" });
    await attempt("a");
    expect(slept).toEqual([40, 60]);
    await kit.admin("latency", { beforeMs: 5, afterMs: 6 });
    await attempt("a");
    expect(slept.slice(2)).toEqual([5, 6]);
    await order("create", { kind: "truncatedJson" });
    expect((await attempt("a")).body).toEqual({});
    await order("create", { kind: "badId", variant: "empty" });
    expect((await attempt("a")).body?.id).toBe("");
    await order("native.query", { kind: "answer", status: 418, body: '{"tea":true}', headers: { "x-pot": "1" } });
    const tea = await kit.query("x");
    expect([tea.status, tea.text, tea.headers.get("x-pot")]).toEqual([418, '{"tea":true}', "1"]);
  });

  it("hide what a query or list would say", async () => {
    kit = createKit();
    const { id } = (await kit.native({ content: [text("a")], safety_identifier: "dl-1", seed: 5 })).body;
    await order("query", { kind: "silent" });
    const quiet = (await kit.query(id)).body;
    expect([quiet, (await kit.query(id)).body]).toMatchObject([
      expect.not.objectContaining({ safety_identifier: "dl-1" }),
      { safety_identifier: "dl-1", seed: 5 },
    ]);
    await order("list", { kind: "listLag", ms: 60_000 });
    expect((await kit.call("GET", NATIVE)).body.total).toBe(0);
    expect((await kit.call("GET", NATIVE)).body.total).toBe(1);
    kit.pass(11_000);
    await order("query", { kind: "noLink" });
    expect((await kit.query(id)).body.content).not.toHaveProperty("video_url");
    expect((await kit.query(id)).body.content).toHaveProperty("video_url");
  });

  it("spoil downloads of either host", async () => {
    kit = createKit();
    const { id } = (await kit.videos({ media: [text("a")], seconds: "4", size: "480p" })).body;
    kit.pass(11_000);
    const { video_url: url } = (await kit.queryVideo(id)).body.content;
    const get = () => kit.emulator.fetch(url);
    const next = async (variant: string, rest: object = {}) => {
      await order("files.video", { kind: "download", variant, ...rest });
      return get();
    };
    await expect((await next("truncated")).arrayBuffer()).rejects.toThrow();
    expect((await next("html")).headers.get("content-type")).toBe("text/html");
    expect((await (await next("empty")).arrayBuffer()).byteLength).toBe(0);
    expect((await next("forbidden")).status).toBe(403);
    await expect(next("reset")).rejects.toThrow("fetch failed");
    expect((await next("wrongType")).headers.get("content-type")).toBe("text/plain");
    expect((await next("redirect")).headers.get("location")).toContain("x-redirected=1");
    expect((await next("redirectPrivate")).headers.get("location")).toContain("169.254.169.254");
    expect((await next("redirect", { location: "http://10.0.0.1/x" })).headers.get("location")).toBe("http://10.0.0.1/x");
    await order("videos.content", { kind: "download", variant: "html" });
    expect((await kit.call("GET", `/v1/videos/${id}/content`)).headers.get("content-type")).toBe("text/html");
    const slow = await next("slow");
    const first = await slow.body?.getReader().read();
    expect(first?.value?.byteLength).toBe(1_024);
    expect((await (await get()).arrayBuffer()).byteLength).toBeGreaterThan(10_000);
  });

  it("end a wait when the client has gone", async () => {
    kit = createKit({ sleep: () => new Promise(() => undefined) });
    await order("native.list", { kind: "delay", ms: 60_000 });
    const abort = new AbortController();
    const waiting = kit.emulator.fetch(`${kit.emulator.apiOrigin}${NATIVE}`, { headers: { authorization: "k" }, signal: abort.signal });
    queueMicrotask(() => abort.abort());
    await expect(waiting).rejects.toThrow();
  });
});
