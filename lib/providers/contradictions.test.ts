import { describe, expect, test } from "vitest";
import { DEFAULT_PARAMETERS, findModelByProviderId, getModel, SEED_RANGE } from "@/lib/models/catalog";
import { billedTokens } from "@/lib/models/estimate";
import { findRequestProblems, type RequestDraft } from "@/lib/models/request";
import { createProvider } from "./create-provider";
import { readLinkExpiry } from "./link-expiry";
import { buildNativeBody } from "./native/body";
import { buildVideoBody } from "./openai-style/body";
import { playFetch, type Recorded } from "@/lib/testing/recorded-fetch";
import { toTaskStatus } from "./snapshot-parts";
import type { TaskRequest } from "./types";

/**
 * The sources contradict each other in 28 places; here is, row by row, the behaviour that is safe whichever is
 * right. Rows about files themselves (17: HEIC, 18: limits of a video, 19: what a last frame is) are tested where files
 * are read, in lib/assets and lib/files.
 */
const request: TaskRequest = {
  ...DEFAULT_PARAMETERS,
  model: "seedance-2.0",
  mode: "text",
  prompt: "a cat",
  inputs: [],
  resolution: "720p",
  ratio: "16:9",
  durationSeconds: 5,
  sound: true,
  watermark: false,
  returnLastFrame: false,
  seed: null,
  safetyIdentifier: "u",
};
const draft: RequestDraft = { ...request, inputs: [] };
const image = { kind: "referenceImage", url: "asset://asset-1" } as const;

function powertokens(apiStyle: "native" | "openai", ...answers: Recorded[]) {
  const fetch = playFetch(...answers);
  return {
    fetch,
    provider: createProvider({
      host: "powertokens",
      baseUrl: "https://api.powertokens.ai",
      assetBaseUrl: "https://api.powertokens.ai",
      apiKey: "Bearer sk-1",
      apiStyle,
      fetch,
    }),
  };
}
const JOB: Recorded = { body: { code: 200, data: { task_id: "task_1" }, msg: "" } };
const file = { bytes: new Blob(["x"]), kind: "image", mimeType: "image/png", name: "a.png", groupName: null } as const;

describe("headers and addresses", () => {
  test("C1: Bearer for generation, the bare key for assets, whatever was pasted", async () => {
    const generation = powertokens("openai", { body: { id: "task_1", status: "queued" } });
    await generation.provider.video.getTask("task_1");
    const assets = powertokens("native", JOB);
    await assets.provider.assets.upload(file);
    expect([generation, assets].map(({ fetch }) => fetch.calls[0]!.headers.get("authorization"))).toEqual(["Bearer sk-1", "sk-1"]);
  });

  test("C2: the asset library is looked for at the two documented places, and nowhere else", async () => {
    const { fetch, provider } = powertokens("native", { status: 404, body: "<html>" });
    await expect(provider.assets.upload(file)).rejects.toThrow();
    expect(fetch.calls.map((call) => new URL(call.url).host)).toEqual(["api.powertokens.ai", "powertokens.ai"]);
  });

  test("C12: cancelling exists in native style only; the state is understood everywhere", () => {
    expect(powertokens("openai").provider.video.cancelTask).toBeUndefined();
    expect(powertokens("native").provider.video.cancelTask).toBeDefined();
    expect(toTaskStatus("cancelled")).toBe("cancelled");
  });

  test("C16: a group is named, and never one of somebody else's by its id", async () => {
    const { fetch, provider } = powertokens("native", JOB);
    await provider.assets.upload({ ...file, groupName: "Dailies 1234" });
    expect(fetch.calls[0]!.body).toContain('name="group_name"');
    expect(fetch.calls[0]!.body).not.toContain("group_id");
  });

  test("C21: the prefix stands between host and path", async () => {
    const { fetch, provider } = powertokens("native", { body: { items: [] } });
    await provider.video.listTasks!({});
    expect(fetch.calls[0]!.url).toMatch(/^https:\/\/api\.powertokens\.ai\/byteplus\/api\/v3\/contents\/generations\/tasks\?/u);
  });

  test("C27: ByteDance's own hosts get Bearer", async () => {
    const fetch = playFetch({ body: { items: [] } });
    await createProvider({
      host: "byteplus",
      baseUrl: "https://ark.ap-southeast.bytepluses.com/api/v3",
      assetBaseUrl: "",
      apiKey: "k",
      apiStyle: "native",
      fetch,
    }).video.listTasks({});
    expect(fetch.calls[0]!.headers.get("authorization")).toBe("Bearer k");
  });
});

describe("what is sent", () => {
  test("C3: files of the asset library; another link only in native style", () => {
    const linked = { ...request, inputs: [{ kind: "referenceImage", url: "https://example.com/a.png" }] as const };
    expect(() => buildVideoBody(linked, "powertokens")).toThrow();
    expect(buildNativeBody(linked, "powertokens").content[1]).toMatchObject({ image_url: { url: "https://example.com/a.png" } });
  });

  test("C4: never a video as base64", () => {
    const inline = { ...request, inputs: [{ kind: "referenceVideo", url: "data:video/mp4;base64,AA" }] as const };
    expect(() => buildNativeBody(inline, "powertokens")).toThrow();
    expect(() => buildVideoBody(inline, "powertokens")).toThrow();
  });

  test("C7: an asset is named in `url` alone", () => {
    expect(JSON.stringify(buildVideoBody({ ...request, inputs: [image] }, "powertokens").media[1])).toBe(
      '{"type":"reference_image","url":"asset://asset-1"}',
    );
    expect(JSON.stringify(buildNativeBody({ ...request, inputs: [image] }, "powertokens"))).not.toContain("asset_id");
  });

  test("C8: ratio and length are always said", () => {
    expect(buildNativeBody(request, "powertokens")).toMatchObject({ ratio: "16:9", duration: 5 });
    expect(buildVideoBody(request, "powertokens")).toMatchObject({ ratio: "16:9", seconds: "5" });
  });

  test("C25: and what 2.0 refuses, never", () => {
    const sent = [buildNativeBody(request, "powertokens"), buildVideoBody(request, "powertokens")].flatMap((body) => Object.keys(body));
    for (const field of ["service_tier", "draft", "camera_fixed", "frames", "callback_url", "seed"]) expect(sent).not.toContain(field);
  });
});

describe("what is offered", () => {
  const problems = (more: Partial<RequestDraft>, apiStyle: "native" | "openai") =>
    findRequestProblems({ ...draft, ...more }, apiStyle).map((problem) => problem.code);

  test("C9: every whole second, 13 and 14 in native style", () => {
    for (let seconds = 4; seconds <= 15; seconds++) {
      expect(problems({ durationSeconds: seconds }, "native")).toEqual([]);
      expect(problems({ durationSeconds: seconds }, "openai")).toEqual(seconds === 13 || seconds === 14 ? ["durationNeedsNative"] : []);
    }
  });

  test("C9: a refused length is named as one, so that the nearest safe ones can be offered", async () => {
    const { provider } = powertokens("native", {
      status: 400,
      body: {
        error: {
          code: "InvalidParameter",
          message: "the parameter duration specified in the request is not valid for model m in r2v",
          param: "duration",
        },
      },
    });
    expect(await provider.video.createTask({})).toMatchObject({
      outcome: "refused",
      failure: { kind: "invalidDuration", param: "duration" },
    });
  });

  test("C10: seeds over the whole range, and a refused seed is named as one", async () => {
    expect(SEED_RANGE.max).toBe(4_294_967_295);
    const { provider } = powertokens("native", {
      status: 400,
      body: { error: { code: "InvalidParameter", message: "no", param: "seed" } },
    });
    expect(await provider.video.createTask({})).toMatchObject({ failure: { kind: "invalidSeed" } });
  });

  test("C13, C14, C26: 1080p where it is promised, on trial where it may work, never on Fast", () => {
    expect(problems({ resolution: "1080p" }, "openai")).toEqual([]);
    expect(problems({ resolution: "1080p" }, "native")).toEqual([]);
    expect(problems({ resolution: "1080p", model: "seedance-2.0-fast" }, "native")).toEqual(["resolutionUnavailable"]);
    expect(problems({ resolution: "480p" }, "openai")).toEqual([]);
    expect(getModel("seedance-2.0").defaults.resolution).toBe("720p");
  });

  test("C15: a prompt is required", () => {
    expect(problems({ prompt: "" }, "native")).toEqual(["promptEmpty"]);
  });

  test("C20: the extra frame counts in estimates", () => {
    expect(billedTokens("720p", "16:9", 5, 0)).toBe(108_900);
  });

  test("C24: a warning above twelve files", () => {
    expect(getModel("seedance-2.0").references.warnTotal).toBe(12);
  });
});

describe("what comes back", () => {
  test("C5: a link dies when its signature says so, else after a day, never after fourteen", () => {
    const seenAt = new Date("2026-11-22T00:00:00Z");
    expect(readLinkExpiry("https://v.test/a?X-Tos-Date=20261121T120000Z&X-Tos-Expires=86400", seenAt)).toEqual(
      new Date("2026-11-22T12:00:00Z"),
    );
    expect(readLinkExpiry("https://v.test/a", seenAt)).toEqual(new Date("2026-11-23T00:00:00Z"));
  });

  test("C6: another name for the model is the same model", async () => {
    const { provider } = powertokens("native", { body: { id: "cgt-1", model: "doubao-seedance-2-0-260128", status: "running" } });
    const task = await provider.video.getTask("cgt-1");
    expect(task.providerModel).toBe("doubao-seedance-2-0-260128");
    expect(findModelByProviderId(task.providerModel!)).toBe(findModelByProviderId("dreamina-seedance-2-0-260128"));
  });

  test("C11: every word for a state", () => {
    expect(["pending", "queued", "in_progress", "completed"].map(toTaskStatus)).toEqual(["queued", "queued", "running", "succeeded"]);
  });

  test("C22: id and task_id", async () => {
    for (const body of [{ id: "cgt-1" }, { task_id: "cgt-1" }]) {
      expect(await powertokens("openai", { body }).provider.video.createTask({})).toEqual({ outcome: "created", taskId: "cgt-1" });
    }
  });

  test("C23: an invalid key, as 401 and as 500", async () => {
    for (const status of [401, 500]) {
      const body = { error: { message: "Invalid token", type: "api_error", code: "token_invalid" } };
      expect(await powertokens("openai", { status, body }).provider.video.createTask({})).toMatchObject({
        outcome: "refused",
        failure: { kind: "key" },
      });
      await expect(powertokens("openai", { status, body }).provider.video.getTask("task_1")).rejects.toMatchObject({
        failure: { kind: "key" },
      });
    }
  });

  test("C28: a task that the service no longer knows is not found, which is no failure of the clip", async () => {
    const { provider } = powertokens("native", { status: 404, body: { error: { code: "ResourceNotFound", message: "not found" } } });
    await expect(provider.video.getTask("cgt-1")).rejects.toMatchObject({ failure: { kind: "taskNotFound" }, retryable: false });
  });
});
