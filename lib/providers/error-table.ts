import type { FailureKind, ProviderHost } from "./types";

/** On whose behalf an answer is judged: the same 404 means different things to a create and to a query. */
export type CallKind = "create" | "read" | "cancel" | "upload" | "job" | "task";

export interface Circumstances {
  host: ProviderHost;
  call: CallKind;
  httpStatus: number | null;
}

/**
 * Kinds by the provider's own code. A code also stands for its longer forms (`X` for `X.Y`), and the longest
 * entry wins. Sources: ByteDance's error table and raw bodies; new-api's source for the relay's own.
 */
const KIND_BY_CODE: Record<string, FailureKind> = {
  MissingParameter: "invalidParameter",
  InvalidImageURL: "mediaUnreadable",
  "InvalidParameter.TaskTypeConstraint": "taskType",
  "InvalidParameter.TaskTypeMismatch": "taskType",
  TaskTypeConstraint: "taskType",
  TaskTypeMismatch: "taskType",
  InputTextSensitiveContentDetected: "inputText",
  InputImageSensitiveContentDetected: "inputImage",
  InputVideoSensitiveContentDetected: "inputVideo",
  InputAudioSensitiveContentDetected: "inputAudio",
  "InputTextSensitiveContentDetected.PolicyViolation": "inputCopyright",
  "InputImageSensitiveContentDetected.PolicyViolation": "inputCopyright",
  "InputVideoSensitiveContentDetected.PolicyViolation": "inputCopyright",
  "InputAudioSensitiveContentDetected.PolicyViolation": "inputCopyright",
  "InputImageSensitiveContentDetected.PrivacyInformation": "realPerson",
  "InputVideoSensitiveContentDetected.PrivacyInformation": "realPerson",
  "InputAudioSensitiveContentDetected.PrivacyInformation": "realPerson",
  SensitiveContentDetected: "inputRefused",
  OutputVideoSensitiveContentDetected: "outputVideo",
  OutputImageSensitiveContentDetected: "outputVideo",
  OutputAudioSensitiveContentDetected: "outputAudio",
  "OutputVideoSensitiveContentDetected.PolicyViolation": "outputCopyright",
  "OutputAudioSensitiveContentDetected.PolicyViolation": "outputCopyright",
  "InvalidEndpoint.ClosedEndpoint": "overloaded",
  AuthenticationError: "key",
  InvalidAccountStatus: "key",
  token_invalid: "key",
  invalid_api_key: "key",
  access_token_required: "key",
  access_denied: "key",
  authentication_failed: "key",
  pre_consume_token_quota_failed: "keyLimit",
  token_quota_exhausted: "keyLimit",
  TokenStatusExhausted: "keyLimit",
  TokenStatusExpired: "keyExpired",
  insufficient_user_quota: "balance",
  quota_not_enough: "balance",
  insufficient_quota: "balance",
  AccessDenied: "permission",
  "OperationDenied.ServiceNotOpen": "permission",
  OperationDenied: "permission",
  ModelNotOpen: "permission",
  "InvalidEndpointOrModel.NotFound": "permission",
  "InvalidEndpointOrModel.ModelIDAccessDisabled": "permission",
  model_not_found: "permission",
  model_price_error: "permission",
  read_request_body_failed: "mediaLimits",
  task_not_exist: "taskNotFound",
  task_not_found: "taskNotFound",
  task_not_ready: "overloaded",
  task_expired: "expired",
  task_timeout: "expired",
  "InvalidAction.RunningTaskDeletion": "taskRunning",
  RateLimitExceeded: "rateLimit",
  ModelAccountRpmRateLimitExceeded: "rateLimit",
  ModelAccountTpmRateLimitExceeded: "rateLimit",
  APIAccountRpmRateLimitExceeded: "rateLimit",
  AccountRateLimitExceeded: "rateLimit",
  ModelAccountIpmRateLimitExceeded: "rateLimit",
  RequestBurstTooFast: "rateLimit",
  InflightBatchsizeExceeded: "rateLimit",
  rate_limit_exceeded: "rateLimit",
  ServerOverValue: "rateLimit",
  QuotaWriteQPMExceeded: "assetRate",
  AccountFlowLimitExceeded: "assetRate",
  QuotaSharedPoolExceeded: "assetPool",
  ServerOverloaded: "overloaded",
  get_channel_failed: "overloaded",
  SetLimitExceeded: "spendingLimit",
  InternalServiceError: "server",
  bad_response_status_code: "server",
  gen_relay_info_failed: "server",
  get_task_failed: "server",
};

/** Ark's account is the relay's own when a relay stands between: then nobody here can pay it. */
const UNPAID = ["AccountOverdueError", "OperationDenied.ServiceOverdue"];

/** The kind that a code stands for, or null: unknown, or one whose words must be read as well. */
export function kindOfCode(code: string | null, host: ProviderHost): FailureKind | null {
  for (let at = code; at !== null && at !== ""; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : null) {
    if (UNPAID.includes(at)) return host === "powertokens" ? "operatorOverdue" : "balance";
    const kind = KIND_BY_CODE[at];
    if (kind) return kind;
  }
  return null;
}

/**
 * Words of refused parameters and media, most telling first. Limits of a file come before the settings of the
 * task, because "video total duration" is not the task's `duration`.
 */
const PARAMETER_PATTERNS: readonly (readonly [RegExp, FailureKind])[] = [
  [/cannot be mixed/iu, "mixedModes"],
  [/role must be specified/iu, "missingRole"],
  [/\bassets?\b.*(?:not (?:found|exist|active|ready)|does ?n.t exist)|素材.*(?:不存在|未找到)/iu, "assetNotFound"],
  [
    /timeout while fetching|download failed|failed to (?:download|fetch)|fetch(?:ing)? (?:the )?resource|resource download|unreadable|cannot (?:be )?(?:read|decoded?)|corrupt/iu,
    "mediaUnreadable",
  ],
  [
    /pixel ?count|aspect ratio to be between|(?:width|height) to be at (?:least|most)|(?:video|audio)(?: total)? duration|DurationToo|too (?:large|big|small|long|short)|audio format|(?:file|image|video|media) (?:format|type|size)|unsupported (?:file|media|format|type)|exceed\w* .*(?:MB|size)|文件(?:过大|格式|大小)/iu,
    "mediaLimits",
  ],
  [/parameter `?(?:duration|seconds)\b/iu, "invalidDuration"],
  [/parameter `?(?:resolution|size)\b/iu, "invalidResolution"],
  [/parameter `?seed\b/iu, "invalidSeed"],
];

const KIND_BY_PARAM: Record<string, FailureKind> = {
  duration: "invalidDuration",
  seconds: "invalidDuration",
  resolution: "invalidResolution",
  size: "invalidResolution",
  seed: "invalidSeed",
};

/** What a moderation refused, by its words: `fail_reason` texts come without a code. */
const MODERATION_PATTERNS: readonly (readonly [RegExp, FailureKind])[] = [
  [/real (?:person|people|human)|真人|人脸|肖像/iu, "realPerson"],
  [/output .*copyright|copyright.*output/iu, "outputCopyright"],
  [/copyright|版权/iu, "inputCopyright"],
  [/output audio.*sensitive/iu, "outputAudio"],
  [/output (?:video|image).*sensitive/iu, "outputVideo"],
  [/input text.*sensitive|prompt.*sensitive/iu, "inputText"],
  [/input image.*sensitive/iu, "inputImage"],
  [/input video.*sensitive/iu, "inputVideo"],
  [/input audio.*sensitive/iu, "inputAudio"],
  [/sensitive|moderation|content policy|敏感|违规|审核/iu, "inputRefused"],
];

const firstMatch = (patterns: readonly (readonly [RegExp, FailureKind])[], text: string): FailureKind | null =>
  patterns.find(([pattern]) => pattern.test(text))?.[1] ?? null;

const RATE_WORDS = /rate.?limit|too many requests|too frequent|requests? (?:burst )?too fast|请求过于频繁|频率|限流/iu;
const OVERLOAD_WORDS = /overload|at capacity|server busy|繁忙|负载/iu;
const KEY_LIMIT_WORDS = /\btoken(?:'s|’s)?[ _](?:remain(?:ing)? )?quota\b|令牌(?:的)?(?:剩余)?额度/iu;
const KEY_EXPIRED_WORDS =
  /(?:api[ _-]?key|access token|\btoken\b|令牌|密钥)[^.]{0,20}(?:expired|过期)|(?:expired|过期的?)\s*(?:api[ _-]?key|access token|token|令牌|密钥)/iu;
/** "Quota" is money only beside the one who has it: assets and requests have quotas, too. */
const BALANCE_WORDS =
  /insufficient|\b(?:user|account)\b[^.]{0,20}\bquota\b|\bquota\b[^.]{0,20}\b(?:user|account)\b|\bcredits?\b|\bbalance\b|余额|(?:用户|账户|帐户)(?:的)?(?:剩余)?额度|欠费/iu;
const QUOTA_WORDS = /\bquota\b|额度|配额/iu;
const WRITE_WORDS = /\bwrites?\b|\bQPM\b|per minute|每分钟/iu;
/** Bare "expired" would also catch links, so it counts only beside a key or a token. */
const KEY_WORDS =
  /(?:api[ _-]?key|access token|auth(?:entication|orization)?|\btoken\b|令牌|密钥)[^.]{0,40}(?:expired|invalid|incorrect|disabled|missing|required|not (?:found|exist|valid|provided)|失败|过期|无效|失效|不存在)|(?:invalid|expired|incorrect|missing|unknown|disabled|no)\s+(?:api[ _-]?key|access token|token|令牌|credentials)|unauthori[sz]ed|(?:无效|过期)的(?:令牌|密钥)|鉴权失败/iu;
const PERMISSION_WORDS =
  /no (?:access|permission)|not (?:authori[sz]ed|allowed|permitted)|permission denied|does not have access|无权|没有权限|无权限/iu;
const AGREEMENT_WORDS = /agreement|terms of (?:use|service)|协议/iu;

/** `QuotaExceeded` is said of three things: a plan or trial that is used up, and too many waiting tasks. */
const QUEUE_WORDS = /queue|queued|concurren|in ?flight|排队/iu;

/**
 * What went wrong, by code, then by words, then by status. The order of the words is that of PowerTokens' own
 * programs; the body is read before the status because an invalid key has been seen as 401 and as 500.
 */
export function kindOf(error: { code: string | null; message: string; param: string | null }, at: Circumstances): FailureKind {
  const { code, message, param } = error;
  const status = at.httpStatus;
  const all = `${code ?? ""} ${message}`;
  const byCode = kindOfCode(code, at.host);
  // One code for every key that is turned away; the words say which of them it is.
  if (byCode === "key") return closedKeyKind(all) ?? "key";
  const isAboutAssets = at.call === "upload" || at.call === "job";
  if (byCode === "assetRate" && !isAboutAssets) return "rateLimit";
  if (byCode !== null) return byCode;
  if (code === "QuotaExceeded" && !isAboutAssets) return QUEUE_WORDS.test(message) ? "rateLimit" : "quota";
  if (code === "ResourceNotFound" && at.call !== "create") return "taskNotFound";
  // A documented parameter error is one whatever its words: "credit" may stand in a file name.
  if (code !== null && /^InvalidParameter\b/u.test(code)) return parameterKind(all, param);

  if (isAboutAssets) return codeInside(message, at.host) ?? assetKind(all, at);
  if (status === 429) return OVERLOAD_WORDS.test(all) ? "overloaded" : "rateLimit";
  if (RATE_WORDS.test(all)) return "rateLimit";
  const moderation = firstMatch(MODERATION_PATTERNS, all);
  if (status === 402) return "balance";
  const closedKey = closedKeyKind(all);
  if (closedKey !== null) return closedKey;
  if (moderation === null && BALANCE_WORDS.test(all)) return "balance";
  if (moderation === null && QUOTA_WORDS.test(all)) return "quota";
  if (KEY_WORDS.test(all)) return "key";
  if (PERMISSION_WORDS.test(all)) return "permission";
  if (status === 401) return "key";
  if (moderation !== null) return moderation;
  if (status === 403) return "permission";
  if (status === 404) return at.call === "create" ? "unknown" : "taskNotFound";
  if (status === 409 && at.call === "cancel") return "taskRunning";
  if (status === 400 || status === 413 || status === 422 || at.call === "task") {
    const kind = parameterKind(all, param);
    if (kind !== "invalidParameter" || (at.call !== "task" && message !== "")) return kind;
    return "unknown";
  }
  if (OVERLOAD_WORDS.test(all)) return "overloaded";
  if (status !== null && status >= 500) return "server";
  return "unknown";
}

/** A key that was good once and is closed now, by its words. */
function closedKeyKind(text: string): "keyLimit" | "keyExpired" | null {
  if (KEY_LIMIT_WORDS.test(text) || /TokenStatusExhausted/u.test(text)) return "keyLimit";
  return KEY_EXPIRED_WORDS.test(text) || /TokenStatusExpired/u.test(text) ? "keyExpired" : null;
}

/** The library's own code is a number; the upstream's stands somewhere in its words. */
function codeInside(message: string, host: ProviderHost): FailureKind | null {
  for (const [word] of message.matchAll(/[A-Za-z]\w{5,}(?:\.\w+)*/gu)) {
    const kind = kindOfCode(word, host);
    if (kind !== null) return kind;
  }
  return null;
}

function parameterKind(text: string, param: string | null): FailureKind {
  return firstMatch(PARAMETER_PATTERNS, text) ?? (param === null ? undefined : KIND_BY_PARAM[param]) ?? "invalidParameter";
}

/**
 * The asset library says little. A refusal that is neither about the key, nor the money, nor the file, is met
 * with the one thing that people forget: its user agreement has to be accepted on the website first.
 */
function assetKind(text: string, at: Circumstances): FailureKind {
  const status = at.httpStatus;
  const closedKey = closedKeyKind(text);
  if (closedKey !== null) return closedKey;
  if (status === 402 || BALANCE_WORDS.test(text)) return "balance";
  if (QUOTA_WORDS.test(text)) return WRITE_WORDS.test(text) || RATE_WORDS.test(text) ? "assetRate" : "assetPool";
  if (status === 429 || RATE_WORDS.test(text)) return "assetRate";
  if (AGREEMENT_WORDS.test(text)) return "assetAgreement";
  if (KEY_WORDS.test(text) || status === 401) return "key";
  const moderation = firstMatch(MODERATION_PATTERNS, text);
  if (moderation !== null) return moderation;
  if (status === 413) return "mediaLimits";
  const parameter = firstMatch(PARAMETER_PATTERNS, text);
  if (parameter !== null) return parameter;
  if (at.call === "job") return status === 404 ? "assetNotFound" : "unknown";
  if (/no more than \d+ characters/iu.test(text)) return "invalidParameter";
  if (status !== null && status >= 500) return "server";
  return "assetAgreement";
}
