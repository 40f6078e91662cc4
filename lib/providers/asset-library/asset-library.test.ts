import { writeFileSync, mkdtempSync, openAsBlob, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createProvider } from "../create-provider";
import type { ErrorContext } from "../errors";
import { networkError, playFetch, type Recorded } from "@/lib/testing/recorded-fetch";
import { uploadName } from "./client";
import { decideAssetJob } from "./map";

const UPLOADED: Recorded = { body: { code: 200, data: { task_id: "task_2605191840200001" }, msg: "" } };
const NO_KEY: Recorded = { status: 401, body: { code: 401, data: null, msg: "Authorization required" } };
const PAGE: Recorded = { status: 404, body: "<html>Not Found</html>" };
const NO_ROUTE: Recorded = {
  status: 404,
  body: { error: { message: "Invalid URL (POST /v1/asset/upload)", type: "invalid_request_error", param: "", code: "" } },
};
const NAME = "0191f0c2d3a47b1c8d2e3f4a5b6c7d8e.png";
const file = { bytes: new Blob(["picture"]), kind: "image", mimeType: "image/png", name: NAME, groupName: null } as const;

function library(answers: Recorded[], assetBaseUrl = "https://api.powertokens.ai") {
  const fetch = playFetch(...answers);
  const { assets } = createProvider({
    host: "powertokens",
    baseUrl: "https://api.powertokens.ai",
    assetBaseUrl,
    apiKey: "Bearer sk-secret",
    apiStyle: "native",
    fetch,
  });
  return {
    fetch,
    assets,
    sent: () => fetch.calls.map((call) => `${call.url.replace("/v1/asset/upload", "")} ${call.headers.get("authorization") ?? "-"}`),
  };
}

describe("upload", () => {
  test("one part named file, with a short name, its type, and the bare key", async () => {
    const { assets, fetch, sent } = library([UPLOADED]);
    expect(await assets.upload(file)).toEqual({ jobId: "task_2605191840200001" });
    expect(sent()).toEqual(["https://api.powertokens.ai sk-secret"]);
    const { headers, body, method } = fetch.calls[0]!;
    expect(method).toBe("POST");
    const form = await new Response(body, { headers: { "content-type": headers.get("content-type")! } }).formData();
    const part = form.get("file") as File;
    expect([...form.keys()]).toEqual(["file"]);
    expect(part.type).toBe("image/png");
    expect(part.name).toBe(NAME);
    expect(await part.text()).toBe("picture");
  });

  test("goes into a group by its name, and without one where the library refuses the group", async () => {
    const { assets, fetch } = library([{ body: { code: 400, data: null, msg: "group limit reached" } }, UPLOADED]);
    expect(await assets.upload({ ...file, groupName: "Dailies 1234" })).toEqual({ jobId: "task_2605191840200001" });
    const groups = fetch.calls.map(async ({ body, headers }) =>
      (await new Response(body, { headers: { "content-type": headers.get("content-type")! } }).formData()).get("group_name"),
    );
    expect(await Promise.all(groups)).toEqual(["Dailies 1234", null]);
  });

  test("C2: a key that is refused in both forms where no library was proven to live is tried at the other base", async () => {
    const stranger: Recorded = { status: 401, body: { error: { message: "Invalid token", code: "access_denied" } } };
    const { assets, sent } = library([stranger, stranger, UPLOADED]);
    await assets.upload(file);
    expect(sent().map((call) => call.split(" ")[0])).toEqual([
      "https://api.powertokens.ai",
      "https://api.powertokens.ai",
      "https://powertokens.ai/api",
    ]);
  });

  test.each([
    ["image", "image/jpeg", ".jpg"],
    ["image", "image/tiff", ".tiff"],
    ["video", "video/quicktime", ".mov"],
    ["video", "video/mp4", ".mp4"],
    ["audio", "audio/mpeg", ".mp3"],
    ["audio", "audio/wav", ".wav"],
    ["audio", "audio/x-odd", ".mp3"],
  ] as const)("a %s of type %s is named *%s, in at most 40 characters", (kind, mimeType, extension) => {
    const name = uploadName("0191f0c2-d3a4-7b1c-8d2e-3f4a5b6c7d8e", kind, mimeType);
    expect(name.endsWith(extension)).toBe(true);
    expect(name.length).toBeLessThanOrEqual(40);
  });

  test("C1: refused bare, the key goes as Bearer, and the form is remembered", async () => {
    const { assets, sent } = library([NO_KEY, UPLOADED, UPLOADED]);
    await assets.upload(file);
    await assets.upload(file);
    expect(sent()).toEqual([
      "https://api.powertokens.ai sk-secret",
      "https://api.powertokens.ai Bearer sk-secret",
      "https://api.powertokens.ai Bearer sk-secret",
    ]);
  });

  test("C1: also where the refusal is only in the body", async () => {
    const { assets, sent } = library([
      { status: 500, body: { error: { message: "Invalid token", code: "token_invalid", type: "api_error" } } },
      UPLOADED,
    ]);
    await assets.upload(file);
    expect(sent()).toHaveLength(2);
  });

  test("refused in both forms, the key is wrong, and nothing is remembered", async () => {
    const { assets, sent } = library([NO_KEY, NO_KEY, UPLOADED]);
    await expect(assets.upload(file)).rejects.toMatchObject({ failure: { kind: "key" }, retryable: false });
    await assets.upload(file);
    expect(sent()[2]).toBe("https://api.powertokens.ai sk-secret");
  });

  test.each([
    ["a page with 404", PAGE],
    ["a missing route", NO_ROUTE],
    ["405", { status: 405, body: "" } satisfies Recorded],
    ["a page with 200", { body: "<html>Welcome</html>" } satisfies Recorded],
    ["anything that is not JSON", { status: 403, body: "error code: 1020", headers: { "content-type": "text/plain" } } satisfies Recorded],
  ])("C2: %s sends it to the other base once, which is remembered", async (_name, answer) => {
    const { assets, sent } = library([answer, UPLOADED, UPLOADED]);
    await assets.upload(file);
    await assets.upload(file);
    expect(sent()).toEqual([
      "https://api.powertokens.ai sk-secret",
      "https://powertokens.ai/api sk-secret",
      "https://powertokens.ai/api sk-secret",
    ]);
  });

  test("C2: and from there back to the first", async () => {
    const { assets, sent } = library([PAGE, UPLOADED], "https://powertokens.ai/api");
    await assets.upload(file);
    expect(sent()).toEqual(["https://powertokens.ai/api sk-secret", "https://api.powertokens.ai sk-secret"]);
  });

  test("C2: no third host is tried", async () => {
    const { assets, sent } = library([NO_ROUTE, PAGE]);
    await expect(assets.upload(file)).rejects.toMatchObject({ failure: { httpStatus: 404 } });
    expect(sent()).toEqual(["https://api.powertokens.ai sk-secret", "https://powertokens.ai/api sk-secret"]);
  });

  test("C2: the other base being dead says less than the first answer", async () => {
    const { assets } = library([NO_ROUTE, networkError("ENOTFOUND")]);
    await expect(assets.upload(file)).rejects.toMatchObject({ failure: { httpStatus: 404 } });
  });

  test.each<[string, Recorded, string, boolean]>([
    [
      "agreement not accepted",
      { body: { code: 403, data: null, msg: "Please accept the Asset Library User Agreement" } },
      "assetAgreement",
      false,
    ],
    ["a refusal without a reason that we know", { body: { code: 400, data: null, msg: "upload refused" } }, "assetAgreement", false],
    ["no balance", { status: 402, body: { code: 402, data: null, msg: "余额不足" } }, "balance", false],
    ["name too long", { body: { code: 500, data: null, msg: "Name must be no more than 64 characters" } }, "invalidParameter", false],
    ["file too large", { status: 413, body: { code: 413, data: null, msg: "file too large" } }, "mediaLimits", false],
    ["unsupported type", { status: 400, body: { code: 400, data: null, msg: "unsupported file type" } }, "mediaLimits", false],
    ["refused content", { status: 400, body: { code: 400, data: null, msg: "content may be sensitive" } }, "inputRefused", false],
    ["too fast", { status: 429, body: { code: 429, data: null, msg: "slow down" } }, "assetRate", true],
    ["its own trouble", { status: 500, body: { code: 500, data: null, msg: "internal" } }, "server", true],
    ["a gateway's page", { status: 502, body: "<html>502</html>" }, "server", true],
    ["success without a job", { body: { code: 200, data: null, msg: "" } }, "malformed", true],
    ["torn JSON", { body: '{"code":200,' }, "malformed", true],
  ])("%s", async (_name, answer, kind, retryable) => {
    await expect(library([answer]).assets.upload(file)).rejects.toMatchObject({ failure: { kind }, retryable });
  });

  test("no line: try again", async () => {
    await expect(library([networkError("ECONNRESET")]).assets.upload(file)).rejects.toMatchObject({
      failure: { kind: "network" },
      retryable: true,
    });
  });
});

describe("a file on disk, over the network", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "upload-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test("arrives whole without being read into memory first", async () => {
    const bytes = Buffer.alloc(5_000_000, 7);
    writeFileSync(path.join(folder, "clip.mp4"), bytes);
    let received = Buffer.alloc(0);
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("end", () => {
          received = Buffer.concat(chunks);
          response.setHeader("content-type", "application/json").end(JSON.stringify({ code: 200, data: { task_id: "task_1" }, msg: "" }));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { assets } = createProvider({ host: "powertokens", baseUrl, assetBaseUrl: baseUrl, apiKey: "k", apiStyle: "native" });
    expect(
      await assets.upload({
        bytes: await openAsBlob(path.join(folder, "clip.mp4")),
        kind: "video",
        mimeType: "video/mp4",
        name: "a.mp4",
        groupName: null,
      }),
    ).toEqual({
      jobId: "task_1",
    });
    expect(received.includes(bytes)).toBe(true);
    server.closeAllConnections();
    server.close();
  });
});

describe("one look at a job", () => {
  const context: ErrorContext = { host: "powertokens", call: "job", httpStatus: 200, apiKey: "sk-secret" };
  const look = (body: unknown, history: { ageMs?: number; previousMessages?: string[] } = {}, status = 200) =>
    decideAssetJob(
      { status, text: typeof body === "string" ? body : JSON.stringify(body), contentType: null },
      { ageMs: 30_000, previousMessages: [], ...history },
      { ...context, httpStatus: status },
    );

  test.each([
    [{ code: 200, data: { asset_id: "asset-20260528140922-d9646" }, msg: "" }],
    [{ code: 200, data: { asset_id: "asset://asset-20260528140922-d9646" }, msg: "ok" }],
    [{ code: 200, data: null, asset_id: "asset-20260528140922-d9646" }],
    [{ asset_id: "asset-20260528140922-d9646" }],
    [{ code: "200", data: { asset_id: " asset-20260528140922-d9646 " } }],
  ])("%j is ready", (body) => {
    expect(look(body)).toEqual({ state: "ready", assetId: "asset-20260528140922-d9646" });
  });

  test.each([
    [{ code: 200, data: { asset_id: "" }, msg: "" }],
    [{ code: 200, data: null, msg: "" }],
    [{ code: 200, data: null, msg: "processing" }],
    [{ code: 200, data: {} }],
    [{ code: 200 }],
    [{ code: 200, data: { asset_id: "../../etc" } }],
    [{ code: 500, data: null, msg: "" }],
    [{}],
    [null],
    ["<html>502</html>"],
    ["{"],
    [""],
  ])("%j is not yet, and no reason", (body) => {
    expect(look(body, { previousMessages: ["500: x", "500: x"] })).toEqual({ state: "processing", message: null });
  });

  test("a refusal counts when it was said three times, after ten seconds", () => {
    const refusal = { code: 500, data: null, msg: "InvalidParameter.DurationTooShort: between 1.8s and 15.2s" };
    const message = "500: InvalidParameter.DurationTooShort: between 1.8s and 15.2s";
    expect(look(refusal)).toEqual({ state: "processing", message });
    expect(look(refusal, { previousMessages: [message] })).toEqual({ state: "processing", message });
    expect(look(refusal, { previousMessages: [message, message], ageMs: 9_000 })).toEqual({ state: "processing", message });
    expect(look(refusal, { previousMessages: [message, "500: other"] })).toEqual({ state: "processing", message });
    expect(look(refusal, { previousMessages: ["500: other", message, message] })).toMatchObject({
      state: "failed",
      failure: { kind: "mediaLimits", message: "InvalidParameter.DurationTooShort: between 1.8s and 15.2s", code: "500" },
    });
  });

  test("“processing”, said with a code of its own, is waited for until the caller's deadline", () => {
    const working = { code: 202, data: null, msg: "asset is processing" };
    expect(look(working, { previousMessages: Array<string>(9).fill("202: asset is processing") })).toEqual({
      state: "processing",
      message: "202: asset is processing",
    });
    const broken = { code: 500, data: null, msg: "processing failed" };
    expect(look(broken, { previousMessages: ["500: processing failed", "500: processing failed"] })).toMatchObject({ state: "failed" });
  });

  test("a job that nobody knows, three times in a row", () => {
    for (const [status, body] of [
      [404, { code: 404, data: null, msg: "unknown job" }],
      [400, ""],
      [404, "nothing"],
    ] as const) {
      const first = look(body, { ageMs: 0 }, status);
      expect(first).toMatchObject({ state: "processing", message: expect.stringMatching(new RegExp(`^HTTP ${status}`, "u")) });
      const message = first.state === "processing" ? first.message! : "";
      expect(look(body, { ageMs: 0, previousMessages: [message, message] }, status)).toMatchObject({
        state: "failed",
        failure: { kind: "assetNotFound" },
      });
    }
    const inside = { code: 404, data: null, msg: "job not found" };
    expect(look(inside, { previousMessages: ["404: job not found", "404: job not found"] })).toMatchObject({
      state: "failed",
      failure: { kind: "assetNotFound" },
    });
  });

  test("refused content is named as what it is", () => {
    const refusal = { code: 500, data: null, msg: "The input image may contain real person" };
    const message = "500: The input image may contain real person";
    expect(look(refusal, { previousMessages: [message, message] })).toMatchObject({ state: "failed", failure: { kind: "realPerson" } });
  });

  test("an id wins over whatever was said before", () => {
    expect(look({ code: 200, data: { asset_id: "asset-1" } }, { previousMessages: ["HTTP 404", "HTTP 404"] })).toMatchObject({
      state: "ready",
    });
  });
});

describe("the library's own list", () => {
  const entry = (more: Record<string, unknown>) => ({
    asset_id: "asset-20260528140922-d9646",
    name: `x-${NAME}`,
    fail_reason: "",
    ...more,
  });
  const list = (...entries: unknown[]): Recorded => ({ body: { code: 200, data: { list: entries, total: entries.length }, msg: "" } });

  test.each<[string, Recorded, unknown]>([
    ["ready", list(entry({ status: 2 })), { state: "ready", assetId: "asset-20260528140922-d9646" }],
    ["under review", list(entry({ status: 1 })), { state: "review" }],
    [
      "failed, with its reason",
      list(entry({ status: 3, fail_reason: "InputImageSensitiveContentDetected.PrivacyInformation: may contain real person" })),
      { state: "failed", failure: expect.objectContaining({ kind: "realPerson" }) as unknown },
    ],
    ["another one whose name is alike", list(entry({ name: "0191f0c2.png", status: 2 })), null],
    ["not there", list(), null],
    ["an empty list as Go writes it", { body: { code: 200, data: { list: null, total: 0 }, msg: "" } }, null],
  ])("%s", async (_what, answer, expected) => {
    expect(await library([answer]).assets.findAsset({ name: NAME })).toEqual(expected);
  });

  test("is asked for by the name or the id, over all groups, first where the documentation has it, and then once at the other base", async () => {
    const { assets, fetch } = library([PAGE, list(entry({ status: 2 }))]);
    await assets.findAsset({ assetId: "asset-20260528140922-d9646" });
    expect(fetch.calls.map(({ url }) => url)).toEqual([
      "https://powertokens.ai/api/v1/asset/groups/assets",
      "https://api.powertokens.ai/v1/asset/groups/assets",
    ]);
    expect(JSON.parse(fetch.calls[1]!.body)).toEqual({ page: 1, page_size: 50, group_id: null, asset_id: "asset-20260528140922-d9646" });
    expect(assets.home).toMatchObject({ base: null, listBase: "https://api.powertokens.ai", form: "bare" });
  });

  test("that cannot be read says nothing about the file", async () => {
    await expect(library([PAGE]).assets.findAsset({ name: NAME })).rejects.toMatchObject({ retryable: true });
    await expect(library([{ body: { code: 500, data: null, msg: "boom" } }]).assets.findAsset({ name: NAME })).rejects.toThrow();
  });
});

describe("asking for a job", () => {
  test("goes without the key, to the base that took the upload", async () => {
    const { assets, fetch } = library([PAGE, UPLOADED, { body: { code: 200, data: { asset_id: "asset-1" }, msg: "" } }]);
    const { jobId } = await assets.upload(file);
    expect(await assets.getAsset(jobId, { ageMs: 3_000, previousMessages: [] })).toEqual({ state: "ready", assetId: "asset-1" });
    expect(fetch.calls[2]!.url).toBe("https://powertokens.ai/api/v1/asset/jobs/get-asset-id?task_id=task_2605191840200001");
    expect(fetch.calls[2]!.headers.get("authorization")).toBeNull();
  });

  test("after a restart it finds the base again", async () => {
    const { assets, fetch } = library([PAGE, { body: { code: 200, data: { asset_id: "asset-1" }, msg: "" } }]);
    expect(await assets.getAsset("task_1", { ageMs: 3_000, previousMessages: [] })).toMatchObject({ state: "ready" });
    expect(fetch.calls.map((call) => new URL(call.url).host)).toEqual(["api.powertokens.ai", "powertokens.ai"]);
  });

  test("a job id is data, not address", async () => {
    const { assets, fetch } = library([{ body: { code: 200, data: null, msg: "" } }]);
    await assets.getAsset("a&b=../c", { ageMs: 0, previousMessages: [] });
    expect(new URL(fetch.calls[0]!.url).searchParams.get("task_id")).toBe("a&b=../c");
  });

  test("a gateway in trouble is no answer about the job", async () => {
    await expect(library([{ status: 503, body: "" }]).assets.getAsset("task_1", { ageMs: 0, previousMessages: [] })).rejects.toMatchObject({
      retryable: true,
    });
    await expect(library([networkError("ETIMEDOUT")]).assets.getAsset("task_1", { ageMs: 0, previousMessages: [] })).rejects.toMatchObject({
      retryable: true,
    });
    expect(
      await library([{ status: 500, body: { code: 500, data: null, msg: "boom" } }]).assets.getAsset("task_1", {
        ageMs: 0,
        previousMessages: [],
      }),
    ).toMatchObject({ state: "processing", message: "500: boom" });
  });
});
