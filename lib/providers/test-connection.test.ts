import { expect, test } from "vitest";
import { createProvider } from "./create-provider";
import { networkError, playFetch, type Recorded } from "@/lib/testing/recorded-fetch";
import type { ApiStyle } from "@/lib/models/catalog";

const MODELS: Recorded = {
  body: {
    object: "list",
    data: [
      { id: "dreamina-seedance-2-0-260128" },
      { id: "dreamina-seedance-2-5-260628", supported_endpoint_types: ["openai-video"] },
      { id: "gpt-x" },
    ],
  },
};
const LIST: Recorded = { body: { items: [], total: 0 } };
const JOB: Recorded = { body: { code: 404, data: null, msg: "job not found" } };
const NO_KEY: Recorded = { status: 401, body: { error: { message: "Invalid token (request id: 1)", type: "new_api_error", code: "" } } };

async function run(answers: Recorded[], apiStyle: ApiStyle = "native") {
  const fetch = playFetch(...answers);
  const report = await createProvider({
    host: "powertokens",
    baseUrl: "https://api.powertokens.ai",
    assetBaseUrl: "https://api.powertokens.ai",
    apiKey: "sk-1",
    apiStyle,
    fetch,
  }).testConnection();
  // Nothing that is asked can cost anything.
  expect(fetch.calls.every((call) => call.method === "GET")).toBe(true);
  return { report, states: report.checks.map((check) => `${check.name} ${check.state}`), urls: fetch.calls.map((call) => call.url) };
}

test("all is well: models, task list and asset library were asked, and nothing was spent", async () => {
  const { report, states, urls } = await run([MODELS, LIST, JOB]);
  expect(report).toMatchObject({ ok: true, models: ["seedance-2.0", "seedance-2.5"], assetBaseUrl: "https://api.powertokens.ai" });
  expect(report.modelIds).toContain("gpt-x");
  expect(states).toEqual(["models ok", "tasks ok", "assets ok"]);
  expect(urls).toEqual([
    "https://api.powertokens.ai/v1/models",
    "https://api.powertokens.ai/byteplus/api/v3/contents/generations/tasks?page_num=1&page_size=1",
    "https://api.powertokens.ai/v1/asset/jobs/get-asset-id?task_id=task_0000000000000000",
  ]);
});

test("in OpenAI style the native list is left alone", async () => {
  expect((await run([MODELS, JOB], "openai")).states).toEqual(["models ok", "tasks skipped", "assets ok"]);
});

test("a wrong key is called a wrong key", async () => {
  const { report } = await run([NO_KEY, NO_KEY, JOB]);
  expect(report.ok).toBe(false);
  expect(report.checks.map((check) => check.failure?.kind)).toEqual(["key", "key", undefined]);
});

test("C23: a wrong key that comes as 500 is one, too", async () => {
  const { report } = await run([
    { status: 500, body: { error: { message: "Invalid token", type: "api_error", code: "token_invalid" } } },
    NO_KEY,
    JOB,
  ]);
  expect(report.checks[0]!.failure).toMatchObject({ kind: "key", httpStatus: 500 });
});

test("nobody there: said once, with the reason", async () => {
  const { report, states } = await run([networkError("ENOTFOUND")]);
  expect(report.ok).toBe(false);
  expect(states).toEqual(["models failed", "tasks skipped", "assets skipped"]);
  expect(report.checks[0]!.failure).toMatchObject({ kind: "network", code: "ENOTFOUND" });
});

test("a host without a list of models will do in native style, not in the other", async () => {
  const missing: Recorded = { status: 404, body: { error: { message: "Invalid URL (GET /v1/models)", type: "invalid_request_error" } } };
  expect((await run([missing, LIST, JOB])).report.ok).toBe(true);
  expect((await run([missing, JOB], "openai")).report.ok).toBe(false);
});

test("an asset library that lives elsewhere is found, and one that is nowhere is missed", async () => {
  const page: Recorded = { status: 404, body: "<html>" };
  expect((await run([MODELS, LIST, page, JOB])).report).toMatchObject({ ok: true, assetBaseUrl: "https://powertokens.ai/api" });
  const { report, states } = await run([MODELS, LIST, page, page]);
  expect(states).toEqual(["models ok", "tasks ok", "assets failed"]);
  expect(report).toMatchObject({ ok: false, assetBaseUrl: null });
});
