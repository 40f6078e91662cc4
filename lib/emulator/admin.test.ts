import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterEach, describe, expect, it, vi } from "vitest";

import { createKit, drawing, type Kit, picture, text } from "./test-kit";

// Clips are really made here, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let kit: Kit;
afterEach(() => kit.emulator.close());

describe("the admin API", () => {
  it("moves the clock, changes timings and switches, and settles tasks", async () => {
    kit = createKit();
    const { id } = (await kit.native({ content: [text("a")] })).body;
    await kit.admin("clock", { advanceMs: 11_000 });
    expect((await kit.query(id)).body.status).toBe("succeeded");
    await kit.admin("clock", { now: "2027-01-01T00:00:00Z" });
    expect((await kit.native({ content: [text("a")] })).body.id).toMatch(/^cgt-20270101080000-/);
    await kit.admin("clock", { reset: true });
    await kit.admin("timings", { queuedMs: 0, runningMs: 1_000 });
    const quick = (await kit.native({ content: [text("a")] })).body.id;
    expect((await kit.query(quick)).body.status).toBe("running");
    const settled = await kit.admin(`tasks/${quick}`, { ending: { code: "InternalServiceError", message: "made up" } });
    expect(settled.body.status).toBe("failed");
    expect((await kit.query(quick)).body.error).toEqual({ code: "InternalServiceError", message: "made up" });
    expect((await kit.admin(`tasks/${quick}`, { ending: "never" })).status).toBe(409);
    await kit.admin("switches", { videoShape: "C" });
    const state = (await kit.admin("state")).body as unknown as { switches: { videoShape: string; concurrency: number } };
    expect([state.switches.videoShape, state.switches.concurrency]).toEqual(["C", 3]);
    expect((await kit.admin("switches", { videoShape: "Z" })).status).toBe(400);
    expect((await kit.admin("nothing", {})).status).toBe(404);
  });

  it("shows the last requests without their keys", async () => {
    kit = createKit();
    await kit.native({ content: [text("a")] }, "a-very-secret-key");
    const { items } = (await kit.admin("requests")).body;
    expect(items.at(-1)).toMatchObject({
      route: "native.create",
      method: "POST",
      headerForm: "bearer",
      status: 200,
      body: { content: [text("a")] },
    });
    expect(JSON.stringify(items)).not.toContain("a-very-secret-key");
    expect((await kit.admin("truth")).text).not.toContain("a-very-secret-key");
  });

  it("tells the truth of every create, deleted tasks and refused calls included", async () => {
    kit = createKit();
    await kit.native({ content: [text("emu:refuse-text")] });
    const { id } = (await kit.native({ content: [text("a")], seed: 5, safety_identifier: "dl-x" })).body;
    kit.pass(11_000);
    await kit.call("DELETE", `/byteplus/api/v3/contents/generations/tasks/${id}`);
    const truth = (await kit.admin("truth")).body as unknown as { items: object[]; creates: number };
    expect(truth.creates).toBe(2);
    expect(truth.items).toMatchObject([
      { id, created: true, billed: true, deleted: true, requestedSeed: 5, safetyIdentifier: "dl-x", answer: "sent" },
    ]);
  });

  it("takes changes as JSON only, so that no foreign page can send them", async () => {
    kit = createKit();
    const sneaky = await kit.call("POST", "/emulator/reset", { raw: "{}", headers: { "content-type": "text/plain" } });
    expect(sneaky.status).toBe(415);
    expect((await kit.admin("health")).headers.get("access-control-allow-origin")).toBeNull();
  });

  it("resets to an empty, freshly seeded service", async () => {
    kit = createKit();
    const first = (await kit.native({ content: [text("a")] })).body.id;
    await kit.admin("faults", { route: "*", fault: { kind: "answer", preset: "serverError" }, count: null });
    await kit.admin("reset", {});
    expect((await kit.admin("truth")).body.items).toEqual([]);
    expect((await kit.native({ content: [text("a")] })).body.id).toBe(first);
  });
});

describe("callbacks", () => {
  const receiver = (answers: (body: { status: string }) => number) => {
    const seen: string[] = [];
    const outgoingFetch: typeof fetch = async (input, init) => {
      const body = (await new Request(input, init).json()) as { status: string; id: string };
      seen.push(body.status);
      return new Response(null, { status: answers(body) });
    };
    return { seen, outgoingFetch };
  };

  it("are sent at every change of state, with the same JSON as a query", async () => {
    const { seen, outgoingFetch } = receiver(() => 200);
    kit = createKit({ outgoingFetch });
    await kit.native({ content: [text("a")], callback_url: "https://studio.example/hook" });
    for (const ms of [3_000, 8_000]) {
      kit.pass(ms);
      kit.emulator.tick();
    }
    await kit.emulator.admin.idle();
    expect(seen).toEqual(["queued", "running", "succeeded"]);
  });

  it("are repeated three times for an end that nobody acknowledges", async () => {
    const { seen, outgoingFetch } = receiver(({ status }) => (status === "failed" ? 500 : 200));
    kit = createKit({ outgoingFetch });
    await kit.native({ content: [text("emu:fail-video")], callback_url: "https://studio.example/hook" });
    kit.pass(3_000);
    kit.emulator.tick();
    kit.pass(8_000);
    kit.emulator.tick();
    await kit.emulator.admin.idle();
    expect(seen).toEqual(["queued", "running", "failed", "failed", "failed", "failed"]);
  });
});

describe("a restart", () => {
  it("loses no task, no asset and no link", async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "seedance-state-"));
    try {
      kit = createKit({ dataDir });
      const asset = await kit.asset("a.jpg", await drawing(400, 400));
      const { id } = (await kit.native({ content: [text("a"), picture(asset)], resolution: "480p", duration: 4, generate_audio: false }))
        .body;
      const open = (await kit.native({ content: [text("b")] })).body.id;
      kit.pass(11_000);
      const { video_url: url } = (await kit.query(id)).body.content;
      const passed = kit.now();
      await kit.emulator.close();

      kit = createKit({ dataDir });
      kit.pass(passed - kit.now());
      expect((await kit.emulator.fetch(url)).status).toBe(200);
      expect((await kit.query(open)).body.status).toBe("succeeded");
      expect((await kit.native({ content: [text("a"), picture(asset)] })).status).toBe(200);
      expect(kit.emulator.admin.truth()).toHaveLength(3);
    } finally {
      await kit.emulator.close();
      rmSync(dataDir, { recursive: true, force: true });
      kit = createKit();
    }
  });
});
