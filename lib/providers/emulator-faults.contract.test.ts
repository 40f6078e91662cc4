import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createEmulator } from "@/lib/emulator/create-emulator";
import type { FaultOrder } from "@/lib/emulator/faults";
import type { ApiStyle } from "@/lib/models/catalog";
import { createProvider } from "./create-provider";
import { DownloadError, openResult } from "./download";
import type { CreateOutcome, FailureKind, TaskRequest } from "./types";
import { DEFAULT_PARAMETERS } from "@/lib/models/catalog";

let now = Date.UTC(2026, 10, 22, 9, 0, 0);
let emulator: ReturnType<typeof createEmulator>;
let picture: Blob;

beforeAll(async () => {
  emulator = createEmulator({
    clock: { now: () => now },
    seed: 7,
    sleep: () => Promise.resolve(),
    renderEffort: "quick",
    apiOrigin: "http://127.0.0.1:4010",
    filesOrigin: "http://127.0.0.1:4011",
  });
  picture = new Blob([
    new Uint8Array(
      await sharp({ create: { width: 640, height: 360, channels: 3, background: "#884422" } })
        .png()
        .toBuffer(),
    ),
  ]);
});
afterEach(() => {
  emulator.admin.reset();
});
afterAll(() => emulator.close());

const pass = (ms: number) => {
  now += ms;
  emulator.tick();
};
const connect = (apiStyle: ApiStyle) =>
  createProvider({
    host: "powertokens",
    baseUrl: emulator.apiOrigin,
    assetBaseUrl: emulator.apiOrigin,
    apiKey: "sk-one",
    apiStyle,
    fetch: emulator.fetch,
  });
const request = (prompt: string): TaskRequest => ({
  ...DEFAULT_PARAMETERS,
  model: "seedance-2.0-fast",
  mode: "text",
  prompt,
  inputs: [],
  resolution: "480p",
  ratio: "16:9",
  durationSeconds: 4,
  sound: false,
  watermark: false,
  returnLastFrame: false,
  seed: null,
  safetyIdentifier: "user.attempt",
});
const send = (apiStyle: ApiStyle, prompt: string): Promise<CreateOutcome> => {
  const { video } = connect(apiStyle);
  return video.createTask(video.buildBody(request(prompt)));
};
const order = (route: string, fault: FaultOrder["fault"], count: number | null = 1): void =>
  void emulator.admin.addFault({ route, fault, count, skip: 0 });

/** Trigger word, what becomes of the create, the kind, and how many tasks there really are then. */
const TRIGGERS: [word: string, outcome: CreateOutcome["outcome"], kind: FailureKind | null, tasks: number][] = [
  ["refuse-text", "refused", "inputText", 0],
  ["refuse", "refused", "inputRefused", 0],
  ["closed-endpoint", "refused", "overloaded", 0],
  ["unauthorized", "refused", "key", 0],
  ["token-invalid", "refused", "key", 0],
  ["balance", "refused", "balance", 0],
  ["payment-required", "refused", "balance", 0],
  ["key-limit", "refused", "keyLimit", 0],
  ["key-expired", "refused", "keyExpired", 0],
  ["no-channel", "uncertain", "overloaded", 0],
  ["overdue", "refused", "operatorOverdue", 0],
  ["no-model", "refused", "permission", 0],
  ["rate-limit", "notCreated", "rateLimit", 0],
  ["rate-limit-wait=7", "notCreated", "rateLimit", 0],
  ["rate-limit=ServerOverloaded", "notCreated", "overloaded", 0],
  ["rate-limit=SetLimitExceeded", "refused", "spendingLimit", 0],
  ["error-500", "uncertain", "server", 0],
  ["error-502", "uncertain", "server", 1],
  ["error-504", "uncertain", "server", 1],
  ["drop-before", "uncertain", "network", 0],
  ["drop-after", "uncertain", "network", 1],
  ["truncated", "uncertain", "malformed", 1],
  ["html", "uncertain", "malformed", 1],
  ["bad-id=missing", "uncertain", "malformed", 1],
  ["bad-id=null", "uncertain", "malformed", 1],
  ["bad-id=empty", "uncertain", "malformed", 1],
  ["bad-id=number", "uncertain", "malformed", 1],
  ["bad-id=path", "uncertain", "malformed", 1],
  ["bad-id=long", "uncertain", "malformed", 1],
  ["bad-id=array", "uncertain", "malformed", 1],
  ["bad-id=nested", "created", null, 1],
  ["bad-id=taskIdOnly", "created", null, 1],
];

describe.each(["native", "openai"] as const)("creating in %s style", (apiStyle) => {
  test.each(TRIGGERS)("%s: %s", async (word, outcome, kind, tasks) => {
    const result = await send(apiStyle, `a boat emu:${word}`);
    expect(result.outcome).toBe(outcome);
    if ("failure" in result) expect(result.failure.kind).toBe(kind);
    if (word === "rate-limit-wait=7") expect(result).toMatchObject({ retryAfterMs: 7_000 });
    // Refused and not created mean that nothing is there to pay for.
    expect(emulator.admin.truth()).toHaveLength(tasks);
    expect(emulator.admin.requests().filter((entry) => entry.route.endsWith(".create"))).toHaveLength(1);
  });
});

const ENDINGS: [word: string, kind: FailureKind][] = [
  ["fail-video", "outputVideo"],
  ["fail-audio", "outputAudio"],
  ["fail-copyright", "outputCopyright"],
  ["fail-internal", "server"],
];

describe.each([
  ["native", "A"],
  ["openai", "A"],
  ["openai", "B"],
  ["openai", "C"],
] as const)("tasks in %s style, shape %s", (apiStyle, videoShape) => {
  async function task(word: string) {
    emulator.admin.setSwitches({ videoShape });
    const outcome = await send(apiStyle, `a boat emu:${word}`);
    if (outcome.outcome !== "created") throw new Error(`expected a task, got ${JSON.stringify(outcome)}`);
    return { video: connect(apiStyle).video, id: outcome.taskId };
  }

  test.each(ENDINGS)("%s is %s", async (word, kind) => {
    const { video, id } = await task(word);
    pass(60_000);
    expect(await video.getTask(id)).toMatchObject({ status: "failed", videoUrl: null, error: { kind } });
  });

  test("expired", async () => {
    const { video, id } = await task("expire");
    pass(72 * 3_600_000);
    const ended = await video.getTask(id);
    // new-api has no word for it, only a code.
    expect([ended.status, ended.error?.kind]).toEqual(videoShape === "C" ? ["failed", "expired"] : ["expired", ended.error?.kind]);
  });

  test("403 at one look, and then well", async () => {
    const { video, id } = await task("forbidden-once");
    await expect(video.getTask(id)).rejects.toMatchObject({ failure: { kind: "permission", httpStatus: 403 }, retryable: true });
    expect((await video.getTask(id)).status).toBe("queued");
  });

  test("finished without a link, and then with it", async () => {
    const { video, id } = await task("late-link");
    pass(60_000);
    const links = [];
    for (let look = 0; look < 4; look++) links.push((await video.getTask(id)).videoUrl);
    expect(links.map((link) => link !== null)).toEqual([false, false, false, true]);
  });

  test.each<[string, FaultOrder["fault"], FailureKind]>([
    ["502", { kind: "answer", when: "before", preset: "badGatewayHtml" }, "server"],
    ["reset", { kind: "drop", when: "before" }, "network"],
    ["torn JSON", { kind: "truncatedJson" }, "malformed"],
    ["a page", { kind: "answer", when: "before", preset: "htmlOk" }, "malformed"],
    ["429", { kind: "answer", when: "before", preset: "rateLimit", retryAfterSeconds: 3 }, "rateLimit"],
  ])("a look that meets %s may be repeated, and then tells", async (_name, fault, kind) => {
    const { video, id } = await task("none");
    order("query", fault);
    await expect(video.getTask(id)).rejects.toMatchObject({ failure: { kind }, retryable: true });
    expect((await video.getTask(id)).status).toBe("queued");
  });
});

describe("files", () => {
  async function link(word: string) {
    const outcome = await send("native", `a boat emu:${word}`);
    if (outcome.outcome !== "created") throw new Error(`expected a task, got ${JSON.stringify(outcome)}`);
    pass(60_000);
    const again = async () => (await connect("native").video.getTask(outcome.taskId)).videoUrl!;
    return { url: await again(), again };
  }
  const read = async (url: string) => {
    const { stream } = await openResult(url, { trustedOrigins: [emulator.apiOrigin], maxBytes: 50_000_000, fetch: emulator.fetch });
    return (await new Response(stream).arrayBuffer()).byteLength;
  };
  const problem = (url: string) =>
    read(url).then(
      () => "none",
      (error: unknown) => (error instanceof DownloadError ? error.problem : String(error)),
    );

  test("a dead link is refused, a fresh one works", async () => {
    const { url, again } = await link("dead-link");
    expect(await problem(url)).toBe("httpStatus");
    pass(1_000);
    expect(await read(await again())).toBeGreaterThan(1_000);
  }, 60_000);

  test("a download that is cut is noticed, and resumes where it stopped", async () => {
    const { url } = await link("cut-download");
    expect(await problem(url)).toBe("truncated");
    const whole = await read(url);
    const rest = await openResult(url, {
      trustedOrigins: [emulator.apiOrigin],
      maxBytes: 50_000_000,
      rangeStart: 100,
      fetch: emulator.fetch,
    });
    expect([rest.status, rest.offset]).toEqual([206, 100]);
    expect((await new Response(rest.stream).arrayBuffer()).byteLength).toBe(whole - 100);
  }, 60_000);

  test("a redirect on the same host is followed, one into the house is not", async () => {
    const { url } = await link("redirect-download");
    expect(await read(url)).toBeGreaterThan(1_000);
    order("files.video", { kind: "download", variant: "redirectPrivate" });
    expect(await problem(url)).toMatch(/^(?:forbiddenAddress|badUrl)$/u);
  }, 60_000);

  test("after a day the link is dead", async () => {
    const { url } = await link("none");
    pass(25 * 3_600_000);
    expect(await problem(url)).toBe("httpStatus");
  }, 60_000);
});

describe("assets", () => {
  const upload = () =>
    connect("native").assets.upload({ bytes: picture, kind: "image", mimeType: "image/png", name: "a.png", groupName: null });

  test.each(["empty", "null", "code"] as const)("“not ready” said by %s is waited for", async (assetNotReady) => {
    emulator.admin.setSwitches({ assetNotReady });
    const { jobId } = await upload();
    const { assets } = connect("native");
    expect(await assets.getAsset(jobId, { ageMs: 1_000, previousMessages: [] })).toMatchObject({ state: "processing" });
    pass(10_000);
    expect(await assets.getAsset(jobId, { ageMs: 11_000, previousMessages: [] })).toMatchObject({ state: "ready" });
  });

  test("a file that cannot be processed fails after three looks", async () => {
    const { assets } = connect("native");
    const { jobId } = await assets.upload({
      bytes: new Blob(["no picture"]),
      kind: "image",
      mimeType: "image/png",
      name: "a.png",
      groupName: null,
    });
    pass(10_000);
    const previousMessages: string[] = [];
    let job = await assets.getAsset(jobId, { ageMs: 11_000, previousMessages });
    while (job.state === "processing" && previousMessages.length < 5) {
      previousMessages.push(job.message ?? "");
      job = await assets.getAsset(jobId, { ageMs: 11_000, previousMessages });
    }
    expect([job.state, previousMessages.length]).toEqual(["failed", 2]);
  });

  test("an unknown job", async () => {
    const { assets } = connect("native");
    const look = await assets.getAsset("task_0000", { ageMs: 11_000, previousMessages: [] });
    const message = look.state === "processing" ? look.message! : "";
    expect(await assets.getAsset("task_0000", { ageMs: 11_000, previousMessages: [message, message] })).toMatchObject({
      state: "failed",
      failure: { kind: "assetNotFound" },
    });
  });

  test.each(["envelope", "http"] as const)("the agreement is asked for, said by %s", async (assetErrors) => {
    emulator.admin.setSwitches({ agreementAccepted: false, assetErrors });
    await expect(upload()).rejects.toMatchObject({ failure: { kind: "assetAgreement" }, retryable: false });
  });

  test("strict header forms on both sides are met", async () => {
    emulator.admin.setSwitches({ assetAuth: "bare", generationAuth: "bearer" });
    expect((await upload()).jobId).toMatch(/^task_/u);
    expect((await send("native", "a boat")).outcome).toBe("created");
  });

  test.each([
    ["v1", "json"],
    ["v1", "html"],
    ["api", "json"],
    ["api", "html"],
  ] as const)("a library that lives at %s only, the other address answering in %s, is found", async (assetBase, wrongAssetBase) => {
    emulator.admin.setSwitches({ assetBase, wrongAssetBase });
    const { assets } = connect("native");
    const { jobId } = await assets.upload({ bytes: picture, kind: "image", mimeType: "image/png", name: "a.png", groupName: "Team" });
    pass(10_000);
    expect(await assets.getAsset(jobId, { ageMs: 10_000, previousMessages: [] })).toMatchObject({ state: "ready" });
    expect(await assets.findAsset({ name: "a.png" })).toMatchObject({ state: "ready" });
  });

  test.each([
    ["limit", "keyLimit"],
    ["expired", "keyExpired"],
    ["off", "key"],
  ] as const)("a key that is refused everywhere, %s, is told apart in both styles and envelopes", async (keyState, kind) => {
    for (const apiStyle of ["native", "openai"] as const) {
      for (const relayErrors of ["openai", "task"] as const) {
        emulator.admin.setSwitches({ keyState, relayErrors });
        expect(await send(apiStyle, "a boat")).toMatchObject({ outcome: "refused", failure: { kind } });
        const { video } = connect(apiStyle);
        await expect(video.getTask("cgt-20260101000000-zzzzz")).rejects.toMatchObject({ failure: { kind }, retryable: false });
        await expect(upload()).rejects.toMatchObject({ failure: { kind }, retryable: false });
      }
    }
  });

  test.each(["401", "500"] as const)("a wrong key, answered with %s, is a wrong key everywhere", async (badKey) => {
    emulator.admin.setSwitches({ badKey });
    for (const apiStyle of ["native", "openai"] as const) {
      const { video, assets } = createProvider({
        host: "powertokens",
        baseUrl: emulator.apiOrigin,
        assetBaseUrl: emulator.apiOrigin,
        apiKey: "sk-invalid",
        apiStyle,
        fetch: emulator.fetch,
      });
      expect(await video.createTask(video.buildBody(request("a boat")))).toMatchObject({ outcome: "refused", failure: { kind: "key" } });
      await expect(video.getTask("cgt-20260101000000-zzzzz")).rejects.toMatchObject({ failure: { kind: "key" }, retryable: false });
      await expect(
        assets.upload({ bytes: picture, kind: "image", mimeType: "image/png", name: "a.png", groupName: null }),
      ).rejects.toMatchObject({
        failure: { kind: "key" },
        retryable: false,
      });
    }
  });
});
