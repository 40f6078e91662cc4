import { describe, expect, test } from "vitest";
import { readErrorText } from "./error-envelopes";
import type { CallKind } from "./error-table";
import { errorFromAnswer, type ErrorContext, failureFromTask, failureFromText } from "./errors";
import type { FailureKind } from "./types";

const context = (httpStatus: number | null, more: Partial<ErrorContext> = {}): ErrorContext => ({
  host: "powertokens",
  call: "create",
  httpStatus,
  apiKey: "sk-very-secret",
  ...more,
});
const ark = (code: string, message = "The request failed.", param: string | null = null) =>
  JSON.stringify({ error: { code, message: `${message} Request id: 0217817712345678abcdef`, param, type: "BadRequest" } });
const kindOfText = (text: string, status: number | null, call: CallKind = "create") =>
  failureFromText(text, context(status, { call })).kind;

describe("envelopes", () => {
  test("1: Ark's error gives code, words, field and request id", () => {
    const text =
      '{"error":{"code":"InputImageSensitiveContentDetected.PrivacyInformation","message":"The request failed because the input image may contain real person. Request id: 021779348818000f00","param":"content[1].image_url","type":"BadRequest"}}';
    expect(readErrorText(text)).toEqual({
      envelope: 1,
      code: "InputImageSensitiveContentDetected.PrivacyInformation",
      message: "The request failed because the input image may contain real person",
      param: "content[1].image_url",
      requestId: "021779348818000f00",
    });
  });

  test("2: a relay's error in OpenAI style", () => {
    const text =
      '{"error":{"message":"Invalid token (request id: 20261122101530123456789AbCdEfGh)","type":"new_api_error","code":"token_invalid"}}';
    expect(readErrorText(text)).toMatchObject({
      envelope: 2,
      code: "token_invalid",
      message: "Invalid token",
      requestId: "20261122101530123456789AbCdEfGh",
    });
  });

  test("3: a relay's task error is opened down to the upstream's", () => {
    const inner =
      '{"error":{"code":"InvalidParameter","message":"The parameter duration specified in the request is not valid for model seedance 2.0 in r2v. Request id: 0217f","param":"duration","type":"BadRequest"}}';
    const text = JSON.stringify({ code: "fail_to_fetch_task", message: inner, data: null });
    expect(readErrorText(text)).toMatchObject({ envelope: 3, code: "InvalidParameter", param: "duration", requestId: "0217f" });
    const prefixed = JSON.stringify({ code: "fail_to_fetch_task", message: `status_code=400, ${inner}`, data: null });
    expect(readErrorText(prefixed)).toMatchObject({ envelope: 3, code: "InvalidParameter" });
  });

  test("3: without JSON inside, its own words stand", () => {
    expect(readErrorText('{"code":"fail_to_fetch_task","message":"upstream is busy","data":null}')).toMatchObject({
      envelope: 3,
      code: "fail_to_fetch_task",
      message: "upstream is busy",
    });
  });

  test("4: the asset library's, also inside HTTP 200", () => {
    expect(readErrorText('{"code":403,"data":null,"msg":"please accept the agreement"}')).toMatchObject({
      envelope: 4,
      code: "403",
      message: "please accept the agreement",
    });
    expect(readErrorText('{"code":200,"data":{"asset_id":""},"msg":""}').envelope).toBe(5);
  });

  test.each(["<html><body>502 Bad Gateway</body></html>", "", "{", "null", "[]", '"text"', "{}"])("5: %j says nothing", (text) => {
    expect(readErrorText(text)).toEqual({ envelope: 5, code: null, message: "", param: null, requestId: null });
  });

  test("a plain string and a top-level message are read as well", () => {
    expect(readErrorText('{"error":"model is required"}').message).toBe("model is required");
    expect(readErrorText('{"message":"nope"}').message).toBe("nope");
    expect(readErrorText('{"message":{"code":"X","message":"deep"}}')).toMatchObject({ code: "X", message: "deep" });
  });

  test("a body nested without end is given up on", () => {
    let text = '{"error":{"code":"Deep","message":"x"}}';
    for (let i = 0; i < 20; i++) text = JSON.stringify({ error: { message: text } });
    expect(readErrorText(text).message.length).toBeLessThan(2_100);
  });
});

/** seedance-api.md §5.2, row by row. */
const CODES: [status: number, code: string, kind: FailureKind, message?: string][] = [
  [400, "MissingParameter", "invalidParameter"],
  [400, "MissingParameter.content", "invalidParameter"],
  [400, "InvalidParameter", "invalidParameter"],
  [400, "InvalidParameter.DurationTooShort", "mediaLimits"],
  [400, "InvalidImageURL.DownloadFailed", "mediaUnreadable"],
  [400, "InvalidParameter.TaskTypeConstraint", "taskType", "the parameter ratio specified in the request must be adaptive"],
  [400, "InputTextSensitiveContentDetected", "inputText"],
  [400, "InputImageSensitiveContentDetected", "inputImage"],
  [400, "InputVideoSensitiveContentDetected", "inputVideo"],
  [400, "InputAudioSensitiveContentDetected", "inputAudio"],
  [400, "InputImageSensitiveContentDetected.PrivacyInformation", "realPerson"],
  [400, "InputVideoSensitiveContentDetected.PrivacyInformation", "realPerson"],
  [400, "InputTextSensitiveContentDetected.PolicyViolation", "inputCopyright"],
  [400, "InputImageSensitiveContentDetected.PolicyViolation", "inputCopyright"],
  [400, "SensitiveContentDetected", "inputRefused"],
  [400, "SensitiveContentDetected.SevereViolation", "inputRefused"],
  [400, "InvalidEndpoint.ClosedEndpoint", "overloaded"],
  [401, "AuthenticationError", "key"],
  [401, "InvalidAccountStatus", "key"],
  [401, "token_invalid", "key"],
  [500, "token_invalid", "key"],
  [401, "access_denied", "key", "Invalid token"],
  [401, "access_denied", "keyLimit", "该令牌额度已用尽 TokenStatusExhausted[sk-abc***xyz]"],
  [401, "access_denied", "keyExpired", "该令牌已过期"],
  [401, "authentication_failed", "key"],
  [403, "pre_consume_token_quota_failed", "keyLimit", "token quota is not enough, token remain quota: $0.10, need quota: $0.84"],
  [401, "token_quota_exhausted", "keyLimit"],
  [403, "insufficient_user_quota", "balance"],
  [429, "insufficient_user_quota", "balance", "user quota is not enough"],
  [400, "bad_request_body", "invalidParameter", "media is required"],
  [400, "invalid_request", "invalidParameter", "seconds is not valid"],
  [413, "read_request_body_failed", "mediaLimits"],
  [400, "task_not_found", "taskNotFound"],
  [400, "task_not_ready", "overloaded"],
  [503, "get_channel_failed", "overloaded", "no channel for the model"],
  [502, "bad_response_status_code", "server"],
  [500, "gen_relay_info_failed", "server"],
  [500, "get_task_failed", "server"],
  [429, "rate_limit_exceeded", "rateLimit"],
  [429, "ServerOverValue", "rateLimit"],
  [429, "AccountFlowLimitExceeded", "rateLimit"],
  [403, "AccountOverdueError", "operatorOverdue"],
  [403, "OperationDenied.ServiceOverdue", "operatorOverdue"],
  [403, "AccessDenied", "permission"],
  [403, "OperationDenied.ServiceNotOpen", "permission"],
  [404, "ModelNotOpen", "permission"],
  [404, "InvalidEndpointOrModel.NotFound", "permission"],
  [400, "task_not_exist", "taskNotFound"],
  [409, "InvalidAction.RunningTaskDeletion", "taskRunning"],
  [429, "RateLimitExceeded.EndpointRPMExceeded", "rateLimit"],
  [429, "RateLimitExceeded.EndpointTPMExceeded", "rateLimit"],
  [429, "ModelAccountRpmRateLimitExceeded", "rateLimit"],
  [429, "APIAccountRpmRateLimitExceeded", "rateLimit"],
  [429, "AccountRateLimitExceeded", "rateLimit"],
  [429, "RequestBurstTooFast", "rateLimit"],
  [429, "InflightBatchsizeExceeded", "rateLimit"],
  [429, "ServerOverloaded", "overloaded"],
  [429, "QuotaExceeded", "quota", "Your free trial quota has been used up."],
  [429, "QuotaExceeded", "rateLimit", "The number of queued tasks exceeds the limit."],
  [429, "SetLimitExceeded", "spendingLimit"],
  [500, "InternalServiceError", "server"],
];

describe("codes", () => {
  test.each(CODES)("%i %s is %s", (status, code, kind, message) => {
    expect(kindOfText(ark(code, message), status)).toBe(kind);
  });

  // A relay may answer an error with HTTP 200, or with a status of its upstream's.
  test.each<[string, FailureKind]>([
    ["access_denied", "key"],
    ["authentication_failed", "key"],
    ["token_quota_exhausted", "keyLimit"],
    ["get_channel_failed", "overloaded"],
    ["bad_response_status_code", "server"],
    ["gen_relay_info_failed", "server"],
    ["get_task_failed", "server"],
    ["rate_limit_exceeded", "rateLimit"],
    ["ServerOverValue", "rateLimit"],
  ])("%s says what it is where the status does not", (code, kind) => {
    for (const status of [200, 400]) expect(kindOfText(ark(code), status, "read")).toBe(kind);
  });

  test("an unpaid upstream account is the operator's behind a relay, and one's own when direct", () => {
    expect(failureFromText(ark("AccountOverdueError"), context(403, { host: "byteplus" })).kind).toBe("balance");
  });

  test.each<[string, FailureKind]>([
    ["OutputVideoSensitiveContentDetected", "outputVideo"],
    ["OutputAudioSensitiveContentDetected", "outputAudio"],
    ["OutputVideoSensitiveContentDetected.PolicyViolation", "outputCopyright"],
    ["OutputAudioSensitiveContentDetected.PolicyViolation", "outputCopyright"],
    ["InternalServiceError", "server"],
    ["InvalidParameter.TaskTypeConstraint", "taskType"],
    ["TaskTypeMismatch", "taskType"],
    ["InputImageSensitiveContentDetected", "inputImage"],
  ])("a task that failed with %s", (code, kind) => {
    expect(failureFromTask([{ code, message: "The request failed." }], context(null))?.kind).toBe(kind);
  });
});

/** seedance-api.md §5.3, row by row, with bodies as they were seen. */
const PATTERNS: [message: string, kind: FailureKind, param: string | null][] = [
  ["the parameter duration specified in the request is not valid for model seedance 2.0 in r2v", "invalidDuration", "duration"],
  ["the parameter `duration` specified in the request is not valid for model seedance-2-0 in i2v", "invalidDuration", null],
  ["the parameter resolution specified in the request is not valid for model seedance 2.0 fast in t2v", "invalidResolution", "resolution"],
  [
    "the specified parameter service_tier is not supported for model seedance 2.0 in t2v, must be empty",
    "invalidParameter",
    "service_tier",
  ],
  ["the parameter seed specified in the request is not valid for model seedance 2.0 in t2v", "invalidSeed", "seed"],
  ["first/last frame content cannot be mixed with reference media content", "mixedModes", "content"],
  ["role must be specified for image contents", "missingRole", "content"],
  [
    "The parameter `content[1]` specified in the request is not valid: video pixel count in the request must be greater than or equal to 409600 for model seedance 2.0 in r2v.",
    "mediaLimits",
    "content[1]",
  ],
  [
    "The parameter `content[1]` is not valid: video total duration (seconds) in the request must be less than or equal to 15.2 for model seedance 2.0 in r2v",
    "mediaLimits",
    "content[1]",
  ],
  ["video duration (seconds) must be less than or equal to 15.2", "mediaLimits", "content[2].video_url"],
  ["audio total duration (seconds) must be greater than or equal to 1.8", "mediaLimits", "content[3].audio_url"],
  ["the audio format of content[3] is not valid", "mediaLimits", null],
  ["Error while processing `content[1].image_url`: timeout while fetching resource", "mediaUnreadable", null],
  ["`content[1].image_url`: resource download failed", "mediaUnreadable", null],
  ["expected the aspect ratio to be between 0.40 and 2.50, but received 3.10", "mediaLimits", "content[1].image_url"],
  ["expected the width to be at least 300px", "mediaLimits", "content[1].image_url"],
  ["The specified asset asset-20260528140922-d9646 is not found", "assetNotFound", "content[1].image_url"],
];

describe("words of refused parameters", () => {
  test.each(PATTERNS)("%s", (message, kind, param) => {
    expect(failureFromText(ark("InvalidParameter", message, param), context(400)).kind).toBe(kind);
  });
});

describe("order: body before status", () => {
  test.each<[number, string, FailureKind]>([
    [429, "slow down", "rateLimit"],
    [403, "Too many requests, please try again later", "rateLimit"],
    [402, "payment needed", "balance"],
    [403, "user quota is not enough", "balance"],
    [400, "用户余额不足", "balance"],
    [403, "该令牌已过期", "keyExpired"],
    [403, "This API key has expired", "keyExpired"],
    [401, "该令牌额度已用尽", "keyLimit"],
    [403, "token quota is not enough", "keyLimit"],
    [403, "用户额度不足", "balance"],
    [403, "quota exceeded", "quota"],
    [500, "Invalid token", "key"],
    [403, "This token has no access to model dreamina-seedance-2-0-260128", "permission"],
    [401, "who are you", "key"],
    [403, "no", "permission"],
    [400, "something is off", "invalidParameter"],
    [422, "something is off", "invalidParameter"],
    [503, "No available channel for model x", "server"],
  ])("%i “%s” is %s", (status, message, kind) => {
    expect(kindOfText(JSON.stringify({ error: { message, type: "new_api_error" } }), status)).toBe(kind);
  });

  test("a link that expired is not a key that expired", () => {
    expect(kindOfText(JSON.stringify({ error: { message: "the video link has expired" } }), 400)).toBe("invalidParameter");
  });

  test("a reason without a code is judged by its words", () => {
    const judge = (reason: unknown) => failureFromTask([undefined, reason], context(null))?.kind;
    expect(judge("The request failed because the output video may contain sensitive information. Request id: 02178")).toBe("outputVideo");
    expect(judge("The request failed because the output audio may contain sensitive information.")).toBe("outputAudio");
    expect(judge("The request failed because the output video may be related to copyright restrictions.")).toBe("outputCopyright");
    expect(judge("The request failed because the input image may contain real person.")).toBe("realPerson");
    expect(judge("it broke")).toBe("unknown");
    expect(judge("")).toBeUndefined();
  });
});

describe("limits of the asset library are no money", () => {
  const kindOfUpload = (body: unknown, status = 200) => kindOfText(JSON.stringify(body), status, "upload");
  test.each<[unknown, FailureKind]>([
    [{ code: 429, data: null, msg: "QuotaWriteQPMExceeded: write QPM quota exceeded" }, "assetRate"],
    [{ code: 500, data: null, msg: "upload failed: AccountFlowLimitExceeded, retry later" }, "assetRate"],
    [{ code: 500, data: null, msg: "write quota exceeded" }, "assetRate"],
    [{ code: 429, data: null, msg: "too many requests" }, "assetRate"],
    [{ code: 500, data: null, msg: "create asset failed (QuotaSharedPoolExceeded): the shared pool is full" }, "assetPool"],
    [{ code: 403, data: null, msg: "Asset quota exceeded: the shared pool of this account is full" }, "assetPool"],
    [{ code: 403, data: null, msg: "user quota is not enough" }, "balance"],
    [{ code: 403, data: null, msg: "余额不足" }, "balance"],
    [{ code: 401, data: null, msg: "该令牌额度已用尽" }, "keyLimit"],
    [{ code: 403, data: null, msg: "please accept the agreement" }, "assetAgreement"],
    [{ code: 400, data: null, msg: "check failed: InputImageSensitiveContentDetected.PrivacyInformation" }, "realPerson"],
  ])("%j is %s", (body, kind) => {
    expect(kindOfUpload(body)).toBe(kind);
  });
});

describe("what a failure names", () => {
  const body = {
    content: [
      { type: "text", text: "x" },
      { type: "image_url", image_url: { url: "asset://a" } },
      { type: "video_url", video_url: { url: "asset://b" } },
      { type: "image_url", image_url: { url: "asset://c" } },
    ],
  };

  test("the position in the body becomes the index of the input", () => {
    expect(failureFromText(ark("InvalidParameter", "bad", "content[2].video_url"), context(400, { body }))).toMatchObject({
      inputIndex: 1,
      param: "content[2].video_url",
    });
    expect(
      failureFromText(ark("InvalidParameter", "bad `content[3].image_url` timeout while fetching resource"), context(400, { body })),
    ).toMatchObject({ inputIndex: 2, param: "content[3].image_url" });
    expect(
      failureFromText(ark("InputTextSensitiveContentDetected", "bad", "content[0].text"), context(400, { body })).inputIndex,
    ).toBeNull();
    expect(failureFromText(ark("InvalidParameter", "bad", "content[9]"), context(400, { body })).inputIndex).toBeNull();
  });

  test("the same for the OpenAI-style body, and without a body by the rule that the text comes first", () => {
    const media = {
      media: [
        { type: "text", text: "x" },
        { type: "reference_image", url: "asset://a" },
        { type: "reference_audio", url: "asset://b" },
      ],
    };
    expect(failureFromText(ark("InvalidParameter", "bad", "media[2]"), context(400, { body: media })).inputIndex).toBe(1);
    expect(failureFromTask([{ code: "InvalidParameter", message: "`content[2]` is bad" }], context(null))?.inputIndex).toBe(1);
  });

  test("without a position, the only video is the refused video", () => {
    expect(failureFromText(ark("InputVideoSensitiveContentDetected"), context(400, { body })).inputIndex).toBe(1);
    expect(failureFromText(ark("InputImageSensitiveContentDetected"), context(400, { body })).inputIndex).toBeNull();
  });

  test("a key that the server repeats is not passed on", () => {
    const everywhere = { code: "sk-very-secret", message: "no", param: "sk-very-secret", type: "x" };
    expect(JSON.stringify(failureFromText(JSON.stringify({ error: everywhere }), context(400)))).not.toContain("very-secret");
    expect(failureFromText('{"error":{"message":"no (request id: sk-very-secret)"}}', context(400)).requestId).toBe("[secret]");
    expect(failureFromText('{"error":{"message":"Invalid token: sk-very-secret"}}', context(401)).message).toBe("Invalid token: [secret]");
  });

  test("words are kept on one line and within bounds", () => {
    const { message } = failureFromText(JSON.stringify({ error: { message: `a\n\u0000b${"x".repeat(5_000)}` } }), context(400));
    expect(message.startsWith("a b")).toBe(true);
    expect(message.length).toBe(2_000);
  });
});

describe("errors of reads", () => {
  const read = (status: number, text: string, headers: Record<string, string> = {}) =>
    errorFromAnswer({ status, text, headers: new Headers(headers) }, context(status, { call: "read" }), 0);

  test("what passes may be asked again, what stays may not", () => {
    expect(read(500, ark("InternalServiceError"))).toMatchObject({ retryable: true, failure: { kind: "server" } });
    expect(read(502, "<html>")).toMatchObject({ retryable: true, failure: { kind: "server" } });
    expect(read(429, ark("RequestBurstTooFast"), { "retry-after": "7" })).toMatchObject({ retryable: true, retryAfterMs: 7_000 });
    expect(read(404, ark("ResourceNotFound", "task not found"))).toMatchObject({ retryable: false, failure: { kind: "taskNotFound" } });
    expect(read(401, ark("AuthenticationError"))).toMatchObject({ retryable: false, failure: { kind: "key" } });
    expect(read(500, ark("token_invalid"))).toMatchObject({ retryable: false, failure: { kind: "key" } });
  });

  test("403 on a query is passing: such tasks were seen to finish", () => {
    expect(read(403, "")).toMatchObject({ retryable: true, failure: { kind: "permission" } });
  });

  test("a web page in place of a task says nothing about it", () => {
    expect(read(404, "<html>not here</html>")).toMatchObject({ retryable: true, failure: { kind: "malformed" } });
  });

  test("redirects are not followed", () => {
    expect(read(302, "", { location: "http://169.254.169.254/" })).toMatchObject({ retryable: true, failure: { kind: "malformed" } });
  });
});
