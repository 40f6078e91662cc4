import { describe, expect, test } from "vitest";
import { getModel } from "./catalog";
import { homeOf, HOSTS, hostOfAddress, PROVIDER_HOSTS, referencesOn, surfaceOf } from "./hosts";
import { defaultPrices } from "./prices";
import { findRequestProblems, type RequestInput } from "./request";

describe("which service an address belongs to", () => {
  test.each([
    ["https://ark.ap-southeast.bytepluses.com/api/v3", "byteplus"],
    ["https://ark.eu-west.bytepluses.com", "byteplus"],
    ["https://ark.cn-beijing.volces.com", "volcengine"],
    ["https://api.powertokens.ai", null],
    ["http://127.0.0.1:4010", null],
    ["https://notbytepluses.com", null],
    ["https://ark.cn-beijing.volces.com.example.com", null],
    ["no address", null],
  ])("%s: %s", (address, host) => {
    expect(hostOfAddress(address)).toBe(host);
  });

  test("each one's own address is known as its own", () => {
    for (const host of PROVIDER_HOSTS) expect(hostOfAddress(HOSTS[host].baseUrl) ?? "powertokens").toBe(host);
  });
});

test("the operator's provider is known by name, by its address, or as PowerTokens", () => {
  expect(homeOf({})).toEqual({ host: "powertokens", baseUrl: "https://api.powertokens.ai" });
  expect(homeOf({ provider: "byteplus" })).toEqual({ host: "byteplus", baseUrl: "https://ark.ap-southeast.bytepluses.com" });
  expect(homeOf({ powertokensBaseUrl: "https://ark.cn-beijing.volces.com/api/v3" }).host).toBe("volcengine");
  expect(homeOf({ provider: "volcengine", powertokensBaseUrl: "http://127.0.0.1:9" })).toEqual({
    host: "volcengine",
    baseUrl: "http://127.0.0.1:9",
  });
});

describe("ByteDance's own hosts", () => {
  const input = (kind: RequestInput["kind"], more: Partial<RequestInput> = {}): RequestInput => ({
    role: "reference",
    assetId: "a",
    kind,
    status: "ready",
    durationMs: kind === "image" ? null : 5_000,
    ...more,
  });
  const draft = (inputs: readonly RequestInput[]) => ({
    mode: "references" as const,
    model: "seedance-2.0",
    prompt: "x",
    resolution: "720p" as const,
    ratio: "16:9" as const,
    durationSeconds: 5,
    inputs,
  });

  test("have one set of rules, whatever style is set", () => {
    expect(surfaceOf({ host: "volcengine", apiStyle: "native" })).toBe("direct");
    expect([surfaceOf({ host: "powertokens", apiStyle: "native" }), surfaceOf({ host: "powertokens", apiStyle: "openai" })]).toEqual([
      "native",
      "openai",
    ]);
  });

  test("take pictures and sounds, and no video", () => {
    expect(findRequestProblems(draft([input("image"), input("audio")]), "direct")).toEqual([]);
    expect(findRequestProblems(draft([input("image"), input("video")]), "direct")).toEqual([
      { code: "videoNeedsLibrary", slot: "references", values: { count: 1 } },
    ]);
    expect(findRequestProblems(draft([input("image"), input("video")]), "native")).toEqual([]);
    expect(referencesOn(getModel("seedance-2.0").references, "direct")).toMatchObject({ images: 9, videos: 0, audios: 3 });
  });

  test("take as much as one request may carry", () => {
    const big = input("image", { sizeBytes: 24 * 1024 * 1024 });
    expect(findRequestProblems(draft([big, big]), "direct")).toMatchObject([
      { code: "filesTooLarge", values: { megabytes: 48, limit: 47 } },
    ]);
    expect(findRequestProblems(draft([big, big]), "native")).toEqual([]);
  });

  test("make 1080p from words, and 4k as an experiment", () => {
    const text = { ...draft([]), mode: "text" as const };
    for (const resolution of ["1080p", "4k"] as const) expect(findRequestProblems({ ...text, resolution }, "direct")).toEqual([]);
    expect(findRequestProblems({ ...text, resolution: "4k", model: "seedance-2.0-fast" }, "direct")).toMatchObject([
      { code: "resolutionUnavailable" },
    ]);
  });

  test("ask the list price, and in yuan none that is shown", () => {
    expect(defaultPrices("powertokens").factor).toBe(1.1);
    expect(defaultPrices("byteplus").factor).toBe(1);
    expect(defaultPrices("volcengine").models).toEqual({});
  });
});
