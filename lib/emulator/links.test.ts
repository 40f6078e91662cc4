import { afterEach, describe, expect, it, vi } from "vitest";

import { createKit, type Kit, text } from "./test-kit";

// Clips are really made here, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let kit: Kit;
afterEach(() => kit.emulator.close());

const CHEAP = { resolution: "480p", duration: 4, ratio: "16:9", generate_audio: false };
const finished = async (prompt = "a whale", fields: Record<string, unknown> = {}) => {
  const { id } = (await kit.native({ content: [text(prompt)], ...CHEAP, ...fields })).body;
  kit.pass(11_000);
  return id;
};
const link = async (id: string) => (await kit.query(id)).body.content.video_url;
const get = (url: string, headers: Record<string, string> = {}) => kit.emulator.fetch(url, { headers });

describe("result links", () => {
  it("look signed, live on another origin for a day, and then answer 403 in XML", async () => {
    kit = createKit();
    const id = await finished();
    const url = new URL(await link(id));
    expect(url.origin).not.toBe(kit.emulator.apiOrigin);
    expect(url.searchParams.get("X-Tos-Expires")).toBe("86400");
    expect(url.searchParams.get("X-Tos-Date")).toMatch(/^\d{8}T\d{6}Z$/);
    expect(url.searchParams.get("X-Tos-Signature")).toMatch(/^[0-9a-f]{64}$/);
    const file = await get(url.href);
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "video/mp4"]);
    expect(Buffer.from(await file.arrayBuffer()).toString("latin1", 4, 8)).toBe("ftyp");
    kit.pass(86_400_000 - 1_000);
    expect((await kit.emulator.fetch(url.href, { method: "HEAD" })).status).toBe(200);
    kit.pass(1_000);
    const dead = await get(url.href);
    expect([dead.status, dead.headers.get("content-type")]).toEqual([403, "application/xml"]);
    expect(await dead.text()).toContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
    expect((await get(await link(id))).status).toBe(200);
  });

  it("cannot be altered", async () => {
    kit = createKit();
    const url = new URL(await link(await finished()));
    for (const [name, value] of [
      ["X-Tos-Expires", "999999"],
      ["X-Tos-Date", "20300101T000000Z"],
      ["X-Tos-Signature", "00"],
      ["X-Tos-SignedHeaders", "all"],
    ] as const) {
      const forged = new URL(url);
      forged.searchParams.set(name, value);
      const answer = await get(forged.href);
      expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("SignatureDoesNotMatch")]);
    }
    expect((await get(`${url.origin}/elsewhere.mp4`)).status).toBe(404);
  });

  it("are fresh at each look, unless switched to stay", async () => {
    kit = createKit();
    const id = await finished();
    const first = await link(id);
    kit.pass(5_000);
    expect(await link(id)).not.toBe(first);
    kit.emulator.admin.setSwitches({ freshLinks: false });
    expect(await link(id)).toBe(first);
    kit.pass(86_400_000);
    expect((await get(await link(id))).status).toBe(403);
  });

  it("carry no signature when switched, and open for fourteen days", async () => {
    kit = createKit({ switches: { signedLinks: false, linkLifeSeconds: 14 * 86_400 } });
    const id = await finished();
    const url = await link(id);
    expect(new URL(url).search).toBe("");
    kit.pass(14 * 86_400_000 - 1_000);
    kit.emulator.sweep();
    expect((await get(url)).status).toBe(200);
    kit.pass(1_000);
    expect((await get(url)).status).toBe(403);
    expect((await get(url.replace(/[0-9a-f]{32}/, "0".repeat(32)))).status).toBe(403);
  });

  it("open only so often, when switched", async () => {
    kit = createKit({ switches: { maxDownloads: 2 } });
    const id = await finished();
    const statuses = [];
    for (let look = 0; look < 3; look += 1) statuses.push((await get(await link(id))).status);
    expect(statuses).toEqual([200, 200, 403]);
  });

  it("serve ranges", async () => {
    kit = createKit();
    const url = await link(await finished());
    const whole = Buffer.from(await (await get(url)).arrayBuffer());
    const read = async (range: string) => {
      const response = await get(url, { range });
      return [response.status, response.headers.get("content-range"), Buffer.from(await response.arrayBuffer())] as const;
    };
    const size = whole.byteLength;
    expect(await read("bytes=0-99")).toEqual([206, `bytes 0-99/${size}`, whole.subarray(0, 100)]);
    expect(await read(`bytes=${size - 10}-`)).toEqual([206, `bytes ${size - 10}-${size - 1}/${size}`, whole.subarray(size - 10)]);
    expect(await read("bytes=-7")).toEqual([206, `bytes ${size - 7}-${size - 1}/${size}`, whole.subarray(size - 7)]);
    expect((await read(`bytes=${size}-`)).slice(0, 2)).toEqual([416, `bytes */${size}`]);
  });

  it("open the last frame only where it was asked for", async () => {
    kit = createKit();
    const id = await finished("a whale", { return_last_frame: true });
    const { content } = (await kit.query(id)).body;
    const image = await get(content.last_frame_url);
    expect([image.status, image.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(
      Buffer.from(await image.arrayBuffer())
        .subarray(1, 4)
        .toString("latin1"),
    ).toBe("PNG");
  });

  it("leave /content as another way in, with the key, once the task is done", async () => {
    kit = createKit();
    const { id } = (await kit.videos({ media: [text("a")], seconds: "4", size: "480p" })).body;
    const early = await kit.call("GET", `/v1/videos/${id}/content`);
    expect([early.status, early.body.error.code]).toEqual([400, "task_not_ready"]);
    kit.pass(11_000);
    expect((await kit.call("GET", `/v1/videos/${id}/content`, { key: null })).status).toBe(401);
    expect((await kit.call("GET", `/v1/videos/${id}/content`, { key: "another-key" })).status).toBe(400);
    const file = await kit.emulator.fetch(`${kit.emulator.apiOrigin}/v1/videos/${id}/content`, { headers: { authorization: "test-key" } });
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "video/mp4"]);
    expect((await file.arrayBuffer()).byteLength).toBe(Number(file.headers.get("content-length")));
    kit.emulator.admin.setSwitches({ contentAnswer: "redirect" });
    const moved = await kit.call("GET", `/v1/videos/${id}/content`);
    expect([moved.status, (await get(moved.headers.get("location") ?? "")).status]).toEqual([302, 200]);
  });

  it("are the API's own, when switched, which want the key", async () => {
    kit = createKit({ switches: { videoShape: "C", ownHostLinks: true } });
    const { id } = (await kit.videos({ media: [text("a")], seconds: "4", size: "480p" })).body;
    kit.pass(11_000);
    const { url } = (await kit.queryVideo(id)).body.metadata;
    expect(url).toBe(`${kit.emulator.apiOrigin}/v1/videos/${id}/content`);
    expect([(await get(url)).status, (await get(url, { authorization: "Bearer test-key" })).status]).toEqual([401, 200]);
  });
});

describe("downloads that go wrong, by the prompt's trigger", () => {
  it("come with a first link that is dead", async () => {
    kit = createKit();
    const id = await finished("emu:dead-link");
    expect((await get(await link(id))).status).toBe(403);
    kit.pass(1_000);
    expect((await get(await link(id))).status).toBe(200);
  });

  it("stop half way, are pages, are empty, or lead elsewhere, and then are right", async () => {
    kit = createKit();
    const cut = await link(await finished("emu:cut-download"));
    await expect((await get(cut)).arrayBuffer()).rejects.toThrow();
    const again = await get(cut);
    expect((await again.arrayBuffer()).byteLength).toBe(Number(again.headers.get("content-length")));

    const page = await link(await finished("emu:html-download"));
    expect((await get(page)).headers.get("content-type")).toBe("text/html");
    expect((await get(page)).headers.get("content-type")).toBe("video/mp4");

    const empty = await link(await finished("emu:empty-download"));
    expect((await (await get(empty)).arrayBuffer()).byteLength).toBe(0);
    expect((await (await get(empty)).arrayBuffer()).byteLength).toBeGreaterThan(1_000);

    const moved = await get(await link(await finished("emu:redirect-download")));
    expect(moved.status).toBe(302);
    expect((await get(moved.headers.get("location") ?? "")).status).toBe(200);
  });

  it("succeed without a link for three looks, or for ever", async () => {
    kit = createKit();
    const late = await finished("emu:late-link");
    const looks = [];
    for (let look = 0; look < 4; look += 1) looks.push("video_url" in ((await kit.query(late)).body.content ?? {}));
    expect(looks).toEqual([false, false, false, true]);
    const { id } = (await kit.videos({ media: [text("emu:no-link")], seconds: "4", size: "480p" })).body;
    kit.pass(11_000);
    for (let look = 0; look < 5; look += 1) expect((await kit.queryVideo(id)).body.content).not.toHaveProperty("video_url");
    expect((await kit.call("GET", `/v1/videos/${id}/content`)).status).toBe(200);
  });
});
