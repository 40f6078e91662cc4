import { json, libraryAnswer, refusalResponse } from "@/lib/wire/envelopes";
import { Refusal } from "@/lib/wire/refusal";
import { ConnectionReset } from "./connection-reset";
import type { Fault } from "./faults";
import { htmlPage } from "./other-pages";
import type { Call, World } from "./world";

type AnswerFault = Extract<Fault, { kind: "answer" }>;

/** What happens before the work: waiting, dying, or another answer instead of it. */
export async function playBefore(call: Call, world: World, faults: readonly Fault[] = call.faults): Promise<Response | null> {
  for (const fault of faults) {
    if (fault.kind === "delay" && fault.when === "before") await world.sleep(fault.ms, call.request.signal);
    if (fault.kind === "drop" && fault.when === "before") throw new ConnectionReset();
    if (fault.kind === "answer" && fault.when === "before") return orderedAnswer(fault, call, world);
  }
  return null;
}

/** What happens to the true answer on its way back. */
export async function playAfter(answer: Response, call: Call, world: World): Promise<Response> {
  let response = answer;
  for (const fault of call.faults) {
    switch (fault.kind) {
      case "delay":
        if (fault.when === "after") {
          markLost(call, world);
          await world.sleep(fault.ms, call.request.signal);
        }
        break;
      case "drop":
        if (fault.when === "after") {
          markLost(call, world);
          throw new ConnectionReset();
        }
        break;
      case "answer":
        if (fault.when === "after") {
          markLost(call, world);
          response = orderedAnswer(fault, call, world);
        }
        break;
      case "truncatedJson": {
        markLost(call, world);
        const text = await response.text();
        response = new Response(text.slice(0, Math.floor(text.length / 2)), {
          status: response.status,
          headers: { "content-type": "application/json; charset=utf-8" },
        });
        break;
      }
      case "badId":
        if (call.created) {
          markLost(call, world);
          response = json(200, spoiltId((await response.json()) as Record<string, unknown>, call.created.id, fault.variant));
        }
        break;
      default:
    }
  }
  return response;
}

function markLost(call: Call, world: World): void {
  if (!call.created || call.created.answer === "lost") return;
  call.created.answer = "lost";
  world.store.saveTask(call.created);
}

function spoiltId(body: Record<string, unknown>, id: string, variant: Extract<Fault, { kind: "badId" }>["variant"]): unknown {
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => name !== "id" && name !== "task_id"));
  switch (variant) {
    case "missing":
      return rest;
    case "null":
      return { ...rest, id: null };
    case "empty":
      return { ...rest, id: "" };
    case "number":
      return { ...rest, id: 42 };
    case "path":
      return { ...rest, id: "../../v1/models" };
    case "long":
      return { ...rest, id: "x".repeat(300) };
    case "nested":
      return { code: 200, data: { task_id: id }, msg: "" };
    case "taskIdOnly":
      return { ...rest, task_id: id };
    case "array":
      return [id];
  }
}

/** A made-up answer: by preset, or exactly as the admin API spelled it. */
export function orderedAnswer(fault: AnswerFault, call: Call, world: World): Response {
  if (fault.preset === undefined) {
    return new Response(fault.body ?? "", {
      status: fault.status ?? 500,
      headers: { "content-type": "application/json", ...fault.headers },
    });
  }
  const refuse = (status: number, code: string, message: string, byRelay = false) => {
    // The library says everything in its own envelope, codes included.
    if (call.route.startsWith("assets.")) return libraryAnswer(status, null, `${fault.code ?? code}: ${fault.message ?? message}`, status);
    return refusalResponse(
      new Refusal(status, fault.code ?? code, fault.message ?? message, {
        byRelay,
        ...(fault.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: fault.retryAfterSeconds }),
      }),
      call.surface,
      world.switches,
      world.requestId(),
    );
  };
  const isRelay = call.surface === "videos";
  switch (fault.preset) {
    case "unauthorized":
      return refuse(
        401,
        isRelay ? "access_denied" : "AuthenticationError",
        isRelay ? "Invalid token" : "The API key in the request is missing or invalid.",
        true,
      );
    case "tokenInvalid":
      return json(500, {
        error: { message: `Invalid token (request id: ${world.requestId()})`, type: "api_error", param: "", code: "token_invalid" },
      });
    case "balance":
      return refuse(429, "insufficient_user_quota", "user quota is not enough: 用户额度不足, remaining quota: $0.00", true);
    case "paymentRequired":
      return refuse(402, "insufficient_user_quota", "insufficient balance: 余额不足，请充值", true);
    case "keyLimit":
      return refuse(403, "pre_consume_token_quota_failed", "token quota is not enough, token remain quota: $0.01, need quota: $0.84", true);
    case "keyExpired":
      return refuse(401, "access_denied", "该令牌已过期", true);
    case "overdue":
      return refuse(403, "AccountOverdueError", "The request failed because your account has an overdue balance.");
    case "modelNotOpen":
      return refuse(404, "ModelNotOpen", "Your account has not activated the model. Please activate the model service in the console.");
    case "rateLimit":
      return refuse(
        429,
        "ModelAccountRpmRateLimitExceeded",
        "The requests per minute (RPM) limit of the associated model for your account has been exceeded.",
      );
    case "serverError":
      return refuse(500, "InternalServiceError", "The service encountered an unexpected internal error.");
    case "relayError":
      return refuse(500, call.created ? "get_task_failed" : "gen_relay_info_failed", "the relay could not handle the request", true);
    case "badGateway":
      return refuse(502, "bad_response_status_code", "bad response status code 502", true);
    case "noChannel":
      return refuse(503, "get_channel_failed", "no channel for the model under the current group", true);
    case "badGatewayHtml":
      return htmlPage(502, "502 Bad Gateway");
    case "gatewayTimeout":
      return htmlPage(504, "504 Gateway Time-out");
    case "unavailable":
      return htmlPage(503, "503 Service Temporarily Unavailable");
    case "forbidden":
      return refuse(403, "AccessDenied", "You do not have permission to access this resource.");
    case "htmlOk":
      return htmlPage(200, "Welcome");
    case "empty":
      return new Response(null, { status: fault.status ?? 502 });
  }
}
