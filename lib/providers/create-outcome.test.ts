import { describe, expect, test } from "vitest";
import { createProvider } from "./create-provider";
import { networkError, playFetch, type Recorded } from "@/lib/testing/recorded-fetch";
import type { CreateOutcome } from "./types";

const RATE = { error: { code: "RequestBurstTooFast", message: "Too fast. Request id: 0217a", param: "", type: "TooManyRequests" } };
const ark = (code: string, message = "no", param = "") => ({ error: { code, message, param, type: "BadRequest" } });

async function create(answer: Recorded, apiStyle: "native" | "openai" = "native") {
  const fetch = playFetch(answer);
  const { video } = createProvider({
    host: "powertokens",
    baseUrl: "https://api.powertokens.ai",
    assetBaseUrl: "https://api.powertokens.ai",
    apiKey: "sk-secret",
    apiStyle,
    fetch,
  });
  const outcome = await video.createTask({
    model: "m",
    content: [
      { type: "text", text: "x" },
      { type: "image_url", image_url: { url: "asset://a" }, role: "first_frame" },
    ],
  });
  // Whatever came back, it was asked once.
  expect(fetch.calls).toHaveLength(1);
  expect(fetch.calls[0]!.headers.get("authorization")).toBe("Bearer sk-secret");
  return outcome;
}

describe("created", () => {
  test("native answers an id and nothing else", async () => {
    expect(await create({ body: { id: "cgt-20260617212929-5s755" } })).toEqual({ outcome: "created", taskId: "cgt-20260617212929-5s755" });
  });

  test.each<[string, unknown]>([
    ["id", { id: "task_1", task_id: "task_1", object: "video", model: "m", status: "pending", progress: 0, created_at: 1 }],
    ["id only in the short form", { id: "task_1", status: "queued" }],
    ["task_id", { task_id: "task_1", status: "queued" }],
    ["data.task_id", { code: "success", data: { task_id: "task_1" } }],
    ["task_id where id is no id", { id: "", task_id: "task_1" }],
  ])("OpenAI-style answers %s", async (_name, body) => {
    expect(await create({ status: 201, body }, "openai")).toEqual({ outcome: "created", taskId: "task_1" });
  });
});

describe("certainly not sent", () => {
  test.each(["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT", "CERT_HAS_EXPIRED"])("%s", async (code) => {
    expect(await create(networkError(code))).toMatchObject({ outcome: "notSent", failure: { kind: "network", code } });
  });
});

describe("429: not created", () => {
  test.each<[Record<string, string>, number | null]>([
    [{ "retry-after": "30" }, 30_000],
    [{ "retry-after": "1e9" }, 3_600_000],
    [{ "retry-after": "-5" }, 1_000],
    [{ "retry-after": "presently" }, null],
    [{}, null],
  ])("%j", async (headers, retryAfterMs) => {
    expect(await create({ status: 429, body: RATE, headers })).toMatchObject({
      outcome: "notCreated",
      retryAfterMs,
      failure: { kind: "rateLimit", requestId: "0217a" },
    });
  });

  test.each([
    ["ServerOverloaded", "overloaded"],
    ["InflightBatchsizeExceeded", "rateLimit"],
    ["QuotaExceeded", "quota"],
  ])("%s", async (code, kind) => {
    expect(await create({ status: 429, body: ark(code) })).toMatchObject({ outcome: "notCreated", failure: { kind } });
  });

  test("the owner's own spending limit is final: waiting does not raise it", async () => {
    expect(await create({ status: 429, body: ark("SetLimitExceeded") })).toMatchObject({
      outcome: "refused",
      failure: { kind: "spendingLimit" },
    });
  });

  test.each([
    ["insufficient_user_quota", "user quota is not enough", "balance"],
    ["pre_consume_token_quota_failed", "token quota is not enough", "keyLimit"],
  ])("%s is about the account, and no wish for a pause", async (code, message, kind) => {
    for (const body of [{ error: { code, message, type: "new_api_error" } }, { code, message, data: null }])
      expect(await create({ status: 429, body })).toMatchObject({ outcome: "refused", failure: { kind } });
  });

  test("a gateway's page with that status settles nothing", async () => {
    expect(await create({ status: 429, body: "<html>429</html>" })).toMatchObject({ outcome: "uncertain" });
  });
});

describe("refused", () => {
  test.each<[number, unknown, Partial<Extract<CreateOutcome, { outcome: "refused" }>["failure"]>]>([
    [400, ark("InputTextSensitiveContentDetected"), { kind: "inputText" }],
    [
      400,
      ark("InputImageSensitiveContentDetected.PrivacyInformation", "may contain real person", "content[1].image_url"),
      { kind: "realPerson", inputIndex: 0, param: "content[1].image_url" },
    ],
    [
      400,
      ark("InvalidParameter", "the parameter duration specified in the request is not valid for model m in r2v", "duration"),
      { kind: "invalidDuration" },
    ],
    [401, ark("AuthenticationError"), { kind: "key" }],
    [401, "", { kind: "key" }],
    [402, { error: { message: "insufficient balance", type: "new_api_error" } }, { kind: "balance" }],
    [
      403,
      { error: { message: "user quota is not enough (request id: 1)", type: "new_api_error", code: "insufficient_user_quota" } },
      { kind: "balance", requestId: "1" },
    ],
    [403, ark("AccountOverdueError"), { kind: "operatorOverdue" }],
    [403, ark("AccessDenied"), { kind: "permission" }],
    [404, ark("ModelNotOpen"), { kind: "permission" }],
    [
      400,
      { code: "fail_to_fetch_task", message: JSON.stringify(ark("InputTextSensitiveContentDetected")), data: null },
      { kind: "inputText" },
    ],
    [413, { error: { message: "request body too large" } }, { kind: "mediaLimits" }],
    [422, { error: { message: "seconds must be a string", param: "seconds" } }, { kind: "invalidDuration" }],
    [401, { error: { message: "Invalid token", type: "new_api_error", code: "access_denied" } }, { kind: "key" }],
    [401, { code: "access_denied", message: "该令牌已过期", data: null }, { kind: "keyExpired" }],
    // Said before any channel is called.
    [
      503,
      {
        error: { message: "No available channel for model m under group g (distributor)", code: "model_not_found", type: "new_api_error" },
      },
      { kind: "permission" },
    ],
    // C23: an invalid key may come as HTTP 500. Who is turned away at the door has ordered nothing.
    [500, { error: { message: "Invalid token (request id: 1)", type: "new_api_error", code: "token_invalid" } }, { kind: "key" }],
  ])("%i %j", async (status, body, failure) => {
    expect(await create({ status, body })).toMatchObject({ outcome: "refused", failure: { httpStatus: status, ...failure } });
  });
});

describe("uncertain: never to be sent again", () => {
  test.each<[string, Recorded]>([
    ["500", { status: 500, body: ark("InternalServiceError") }],
    ["502 page", { status: 502, body: "<html>Bad Gateway</html>" }],
    ["504 empty", { status: 504, body: "" }],
    ["503 of the relay", { status: 503, body: { error: { message: "No available channel", code: "model_not_found" } } }],
    [
      "503 without a channel, which may follow a first try",
      { status: 503, body: { code: "get_channel_failed", message: "no channel", data: null } },
    ],
    ["redirect", { status: 302, headers: { location: "https://elsewhere.test/" } }],
    ["408", { status: 408, body: ark("RequestTimeout") }],
    ["409, which is documented for no create", { status: 409, body: ark("Conflict") }],
    ["400 page", { status: 400, body: "<html>Bad Request</html>" }],
    ["403 page of a firewall", { status: 403, body: "<html>Forbidden</html>" }],
    ["404 page", { status: 404, body: "<html>Not Found</html>" }],
    ["200 without an id", { body: {} }],
    ["200 with a page", { body: "<html>welcome</html>" }],
    ["200 with torn JSON", { body: '{"id":"cgt-2026' }],
    ["200 with an id that is a path", { body: { id: "../../admin" } }],
    ["200 with an endless id", { body: { id: "a".repeat(201) } }],
    ["200 with a number for an id", { body: { id: 7 } }],
    ["200 with an error inside", { body: ark("InternalServiceError") }],
    ["200 and far too large", { body: { id: "cgt-1", padding: "x".repeat(70_000) } }],
    ["202 without a body", { status: 202, body: "" }],
    ["reset", networkError("ECONNRESET")],
    ["broken pipe", networkError("EPIPE")],
    ["socket closed", networkError("UND_ERR_SOCKET")],
    ["something of ours", new RangeError("bug")],
  ])("%s", async (_name, answer) => {
    expect((await create(answer)).outcome).toBe("uncertain");
  });

  test("it keeps the words and the status for whoever looks into it", async () => {
    expect(await create({ status: 500, body: ark("InternalServiceError", "oops. Request id: 0217b") })).toMatchObject({
      outcome: "uncertain",
      failure: { kind: "server", code: "InternalServiceError", message: "oops", requestId: "0217b", httpStatus: 500 },
    });
    expect(await create({ status: 502, body: "<html>" })).toMatchObject({ failure: { kind: "server", httpStatus: 502 } });
    expect(await create({ body: "<html>" })).toMatchObject({ failure: { kind: "malformed", httpStatus: 200 } });
  });

  test("a body that cannot be written as JSON throws nothing", async () => {
    const fetch = playFetch({ body: { id: "cgt-1" } });
    const { video } = createProvider({
      host: "powertokens",
      baseUrl: "https://p.test",
      assetBaseUrl: "https://p.test",
      apiKey: "k",
      apiStyle: "native",
      fetch,
    });
    expect((await video.createTask({ big: 1n })).outcome).toBe("uncertain");
    expect(fetch.calls).toHaveLength(0);
  });
});
