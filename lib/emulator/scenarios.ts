import type { Fault } from "./faults";

/**
 * Trigger words. Written into a prompt as `emu:word` or `emu:word=value`, or into a file's name as
 * `emu-word` (a name cannot carry a colon), they make the emulator misbehave in one definite way, so that
 * every refusal and every fault can be seen without the admin API. `GET /emulator/scenarios` shows this table.
 */
export interface Scenario {
  /** Where it acts: on the create call, on the task, on its file, or on an upload. */
  acts: "create" | "task" | "file" | "asset";
  en: string;
  zh: string;
}

export const SCENARIOS = {
  "refuse-text": { acts: "create", en: "The prompt is refused by moderation (400).", zh: "提示词未通过审核（400）。" },
  "refuse-image": { acts: "create", en: "An input image is refused (400).", zh: "输入图片未通过审核（400）。" },
  "refuse-video": { acts: "create", en: "An input video is refused (400).", zh: "输入视频未通过审核（400）。" },
  "refuse-audio": { acts: "create", en: "An input sound is refused (400).", zh: "输入音频未通过审核（400）。" },
  refuse: { acts: "create", en: "Refused without saying which input (400).", zh: "未说明原因的审核拒绝（400）。" },
  "real-person": { acts: "create", en: "An input may contain a real person (400).", zh: "输入疑似包含真人（400）。" },
  "input-copyright": { acts: "create", en: "An input may infringe copyright (400).", zh: "输入疑似侵犯版权（400）。" },
  "closed-endpoint": { acts: "create", en: "The endpoint is closed for now (400).", zh: "接入点暂时关闭（400）。" },
  unauthorized: { acts: "create", en: "The key is refused (401).", zh: "密钥无效（401）。" },
  "token-invalid": { acts: "create", en: "The key is refused as 500 with token_invalid.", zh: "密钥无效，以 500 + token_invalid 返回。" },
  balance: { acts: "create", en: "No Credits left (429).", zh: "余额不足（429）。" },
  "payment-required": { acts: "create", en: "No Credits left, said as 402.", zh: "余额不足，以 402 返回。" },
  "key-limit": { acts: "create", en: "The key has reached its own limit (403).", zh: "令牌额度用尽（403）。" },
  "key-expired": { acts: "create", en: "The key is past its end (401).", zh: "令牌已过期（401）。" },
  "no-channel": { acts: "create", en: "The model is not served now (503).", zh: "当前没有可用渠道（503）。" },
  overdue: { acts: "create", en: "The upstream account is unpaid (403).", zh: "上游账户欠费（403）。" },
  "no-model": { acts: "create", en: "The model is not enabled (404).", zh: "模型未开通（404）。" },
  "rate-limit": {
    acts: "create",
    en: "429 without Retry-After; =CODE chooses the code. Once per prompt.",
    zh: "429，无 Retry-After；=CODE 可指定错误码。同一提示词仅一次。",
  },
  "rate-limit-wait": {
    acts: "create",
    en: "429 with Retry-After; =SECONDS (2). Once per prompt.",
    zh: "429，带 Retry-After；=秒数（默认 2）。同一提示词仅一次。",
  },
  "error-500": { acts: "create", en: "500 before anything is created. Once per prompt.", zh: "创建前返回 500。同一提示词仅一次。" },
  "error-502": {
    acts: "create",
    en: "An HTML page with 502, although the task exists. Once per prompt.",
    zh: "任务已创建，却返回 502 HTML。同一提示词仅一次。",
  },
  "error-504": { acts: "create", en: "504 although the task exists. Once per prompt.", zh: "任务已创建，却返回 504。同一提示词仅一次。" },
  "drop-before": {
    acts: "create",
    en: "The connection dies before the task exists. Once per prompt.",
    zh: "任务创建前连接中断。同一提示词仅一次。",
  },
  "drop-after": {
    acts: "create",
    en: "The task exists, and the connection dies before the answer. Once per prompt.",
    zh: "任务已创建，响应前连接中断。同一提示词仅一次。",
  },
  "slow-answer": {
    acts: "create",
    en: "The task exists, the answer takes =MS (130,000). Once per prompt.",
    zh: "任务已创建，响应延迟 =毫秒（默认 130000）。同一提示词仅一次。",
  },
  truncated: {
    acts: "create",
    en: "The task exists, the JSON of the answer is cut. Once per prompt.",
    zh: "任务已创建，响应 JSON 被截断。同一提示词仅一次。",
  },
  html: {
    acts: "create",
    en: "The task exists, the answer is 200 with an HTML page. Once per prompt.",
    zh: "任务已创建，却返回 200 HTML。同一提示词仅一次。",
  },
  "bad-id": {
    acts: "create",
    en: "The task exists, the answer has no usable id; =VARIANT. Once per prompt.",
    zh: "任务已创建，响应中没有可用的 id；=变体。同一提示词仅一次。",
  },
  "fail-video": { acts: "task", en: "The finished picture is refused by moderation.", zh: "生成的画面未通过审核。" },
  "fail-audio": { acts: "task", en: "The finished sound is refused by moderation.", zh: "生成的声音未通过审核。" },
  "fail-copyright": { acts: "task", en: "The finished picture may infringe copyright.", zh: "生成的画面疑似侵犯版权。" },
  "fail-internal": { acts: "task", en: "The task fails with an internal error.", zh: "任务因内部错误失败。" },
  "fail-late-input": { acts: "task", en: "An input is refused only while the task runs.", zh: "运行中才发现输入未通过审核。" },
  forever: { acts: "task", en: "Runs until it expires.", zh: "一直运行，直到超时。" },
  "queue-forever": { acts: "task", en: "Stays queued until it is cancelled or expires.", zh: "一直排队，直到取消或超时。" },
  expire: { acts: "task", en: "Expires instead of finishing.", zh: "任务超时（expired）。" },
  "queued-ms": { acts: "task", en: "Waits =MS in the queue.", zh: "排队 =毫秒。" },
  "running-ms": { acts: "task", en: "Runs =MS.", zh: "运行 =毫秒。" },
  "forbidden-once": { acts: "task", en: "The first look at the task answers 403, the next are right.", zh: "首次查询返回 403，之后正常。" },
  "late-link": {
    acts: "task",
    en: "Succeeded without a link for three looks (=N), then with it.",
    zh: "成功后前三次（=N）查询没有链接，之后才有。",
  },
  "no-link": {
    acts: "task",
    en: "Succeeded, and never shows a link: only /content has the file.",
    zh: "成功但始终没有链接，只能通过 /content 获取。",
  },
  flawed: {
    acts: "task",
    en: "The clip begins with a black second, and its sound is cut off at full scale and then silent.",
    zh: "视频开头一秒全黑，声音先过载削波，随后静音。",
  },
  "dead-link": {
    acts: "file",
    en: "The first link answers 403; a new look gives one that works.",
    zh: "首个链接返回 403，重新查询后的链接可用。",
  },
  "cut-download": { acts: "file", en: "The first download stops half way (=N of them).", zh: "首次下载中途断开（=N 次）。" },
  "html-download": { acts: "file", en: "The first download is an HTML page.", zh: "首次下载得到 HTML 页面。" },
  "empty-download": { acts: "file", en: "The first download has no bytes.", zh: "首次下载为 0 字节。" },
  "slow-download": { acts: "file", en: "The first download trickles.", zh: "首次下载极慢。" },
  "redirect-download": { acts: "file", en: "The link redirects to another path of the same host.", zh: "链接重定向到同一主机的另一路径。" },
  "asset-fail": { acts: "asset", en: "The library cannot process the file.", zh: "素材处理失败。" },
  "asset-refused": { acts: "asset", en: "The library refuses the file's content.", zh: "素材内容未通过审核。" },
  "asset-slow": { acts: "asset", en: "Processing takes a minute.", zh: "素材处理需要一分钟。" },
  "asset-never": { acts: "asset", en: "Processing never ends.", zh: "素材一直处理中。" },
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof SCENARIOS;

const TRIGGER = /\bemu[:：-]([a-z0-9]+(?:-[a-z0-9]+)*)(?:=([\w.]+))?/giu;

/** The known triggers in a prompt or a file name, with their values ("" where none is given). */
export function findScenarios(text: string): Partial<Record<ScenarioName, string>> {
  const found: Partial<Record<ScenarioName, string>> = {};
  for (const [, word, value] of text.matchAll(TRIGGER)) {
    const name = longestKnown((word ?? "").toLowerCase());
    if (name) found[name] = value ?? "";
  }
  return found;
}

/** File names go on behind the word (`emu-refuse-image-2.png`): the longest known beginning counts. */
function longestKnown(word: string): ScenarioName | null {
  const parts = word.split("-");
  for (let length = parts.length; length > 0; length -= 1) {
    const name = parts.slice(0, length).join("-");
    if (Object.hasOwn(SCENARIOS, name)) return name as ScenarioName;
  }
  return null;
}

/** The fault that a trigger puts on the create call, or null. Those marked `once` hit a prompt only the first time. */
export function createFaultOf(name: ScenarioName, value: string): { fault: Fault; once: boolean } | null {
  const once = (fault: Fault) => ({ fault, once: true });
  const always = (fault: Fault) => ({ fault, once: false });
  switch (name) {
    case "unauthorized":
      return always({ kind: "answer", when: "before", preset: "unauthorized" });
    case "token-invalid":
      return always({ kind: "answer", when: "before", preset: "tokenInvalid" });
    case "balance":
      return always({ kind: "answer", when: "before", preset: "balance" });
    case "payment-required":
      return always({ kind: "answer", when: "before", preset: "paymentRequired" });
    case "key-limit":
      return always({ kind: "answer", when: "before", preset: "keyLimit" });
    case "key-expired":
      return always({ kind: "answer", when: "before", preset: "keyExpired" });
    case "no-channel":
      return always({ kind: "answer", when: "before", preset: "noChannel" });
    case "overdue":
      return always({ kind: "answer", when: "before", preset: "overdue" });
    case "no-model":
      return always({ kind: "answer", when: "before", preset: "modelNotOpen" });
    case "rate-limit":
      return once({ kind: "answer", when: "before", preset: "rateLimit", ...(value ? { code: value } : {}) });
    case "rate-limit-wait":
      return once({ kind: "answer", when: "before", preset: "rateLimit", retryAfterSeconds: Number(value) || 2 });
    case "error-500":
      return once({ kind: "answer", when: "before", preset: "serverError" });
    case "error-502":
      return once({ kind: "answer", when: "after", preset: "badGatewayHtml" });
    case "error-504":
      return once({ kind: "answer", when: "after", preset: "gatewayTimeout" });
    case "drop-before":
      return once({ kind: "drop", when: "before" });
    case "drop-after":
      return once({ kind: "drop", when: "after" });
    case "slow-answer":
      return once({ kind: "delay", when: "after", ms: Number(value) || 130_000 });
    case "truncated":
      return once({ kind: "truncatedJson" });
    case "html":
      return once({ kind: "answer", when: "after", preset: "htmlOk" });
    case "bad-id":
      return once({ kind: "badId", variant: badIdVariant(value) });
    default:
      return null;
  }
}

function badIdVariant(value: string): Extract<Fault, { kind: "badId" }>["variant"] {
  const variants = ["missing", "null", "empty", "number", "path", "long", "nested", "taskIdOnly", "array"] as const;
  return variants.find((variant) => variant.toLowerCase() === value.toLowerCase()) ?? "missing";
}
