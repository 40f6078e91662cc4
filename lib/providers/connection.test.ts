import { describe, expect, test } from "vitest";
import { createUrl, isTaskId, normalizeApiKey, normalizeBaseUrl, normalizeConnection, otherAssetBase } from "./connection";

test.each([
  ["sk-1", "sk-1"],
  [" Bearer sk-1\n", "sk-1"],
  ["bearer   sk-1", "sk-1"],
  ["Authorization: Bearer sk-1", "sk-1"],
  ['"sk-1"', "sk-1"],
  ["Bearersk-1", "Bearersk-1"],
  ["sk-1.", "sk-1"],
  ["（sk-1）。", "sk-1"],
  ["\u200bsk-1\u2060", "sk-1"],
  ["Authorization: Bearer “sk-a.b_c=”;", "sk-a.b_c="],
])("the pasted key %j is %j", (pasted, key) => {
  expect(normalizeApiKey(pasted)).toBe(key);
});

test.each([
  ["https://api.powertokens.ai", "https://api.powertokens.ai"],
  ["https://api.powertokens.ai/", "https://api.powertokens.ai"],
  ["https://api.powertokens.ai/byteplus/api/v3", "https://api.powertokens.ai"],
  ["https://api.powertokens.ai/byteplus/api/v3/contents/generations/tasks", "https://api.powertokens.ai"],
  ["https://api.powertokens.ai/v1/videos", "https://api.powertokens.ai"],
  ["https://ark.cn-beijing.volces.com/api/v3/", "https://ark.cn-beijing.volces.com"],
  ["https://powertokens.ai/api", "https://powertokens.ai/api"],
  ["http://127.0.0.1:4010/prefix", "http://127.0.0.1:4010/prefix"],
])("the typed address %s is %s", (typed, base) => {
  expect(normalizeBaseUrl(typed)).toBe(base);
});

describe("addresses", () => {
  test("C21: the native path has its prefix on PowerTokens", () => {
    expect(createUrl({ host: "powertokens", baseUrl: "https://api.powertokens.ai" }, "native")).toBe(
      "https://api.powertokens.ai/byteplus/api/v3/contents/generations/tasks",
    );
    expect(createUrl({ host: "powertokens", baseUrl: "https://api.powertokens.ai" }, "openai")).toBe(
      "https://api.powertokens.ai/v1/videos",
    );
    expect(createUrl({ host: "byteplus", baseUrl: "https://ark.ap-southeast.bytepluses.com" }, "native")).toBe(
      "https://ark.ap-southeast.bytepluses.com/api/v3/contents/generations/tasks",
    );
  });

  test.each([
    ["https://api.powertokens.ai", "https://powertokens.ai/api"],
    ["https://powertokens.ai/api", "https://api.powertokens.ai"],
    ["http://127.0.0.1:4010", "http://127.0.0.1:4010/api"],
    ["http://127.0.0.1:4010/api", "http://127.0.0.1:4010"],
    ["http://localhost:4010", "http://localhost:4010/api"],
    ["https://gateway.example.com", "https://gateway.example.com/api"],
  ])("C2: the other asset base of %s is %s", (base, other) => {
    expect(otherAssetBase(base)).toBe(other);
  });

  test("an asset base that is not set is the API's", () => {
    expect(
      normalizeConnection({
        host: "powertokens",
        baseUrl: "https://api.powertokens.ai/",
        assetBaseUrl: "",
        apiKey: "k",
        apiStyle: "openai",
      }).assetBaseUrl,
    ).toBe("https://api.powertokens.ai");
  });
});

test.each([
  ["cgt-20260617212929-5s755", true],
  ["task_2605191840200001", true],
  ["", false],
  ["a/b", false],
  ["a?b", false],
  ["..", false],
  ["a".repeat(201), false],
  [7, false],
])("%j as a task id: %j", (id, expected) => {
  expect(isTaskId(id)).toBe(expected);
});
