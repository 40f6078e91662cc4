import { json } from "@/lib/wire/envelopes";
import { readListQuery } from "@/lib/wire/native/list-query";
import { nativeTask } from "@/lib/wire/native/task";
import { createdVideo, videoTask } from "@/lib/wire/openai/video";
import { parseJson } from "@/lib/wire/read-request";
import { Refusal } from "@/lib/wire/refusal";
import type { Links } from "@/lib/wire/told-task";
import { prepareTask } from "../create-task";
import { isRecordKept } from "../lifecycle";
import { playBefore } from "../play-fault";
import type { TaskRecord } from "../records";
import { createFaultOf, type ScenarioName } from "../scenarios";
import type { Call, Handler, World } from "../world";
import { sendClip } from "./files";

/** Makes a task on either surface. There is no idempotency: the same body twice makes two. */
export const createTask: Handler = async (call, world) => {
  const body = parseJson(call.text, call.surface);
  const { task, scenarios } = await prepareTask(body, {
    store: world.store,
    switches: world.switches,
    timings: world.timings,
    random: world.random,
    nowMs: world.now(),
    key: call.key,
    surface: call.surface,
    fetchMedia: world.fetchMedia,
    warn: (message) => world.warnings.push(message),
  });
  for (const [name, value] of Object.entries(scenarios) as [ScenarioName, string][]) {
    const played = createFaultOf(name, value);
    if (!played) continue;
    const mark = `${call.key}\n${name}\n${task.prompt}`;
    if (played.once && world.played.has(mark)) continue;
    if (played.once) world.played.add(mark);
    call.faults.push(played.fault);
    const early = await playBefore(call, world, [played.fault]);
    if (early) return early;
  }
  world.store.saveTask(task);
  call.created = task;
  notify(task, world);
  world.tick();
  return call.surface === "videos" ? json(world.switches.createHttpStatus, createdVideo(task, world.switches)) : json(200, { id: task.id });
};

/** The task of this key by this id, if the service still knows it. */
function findTask(call: Call, world: World): TaskRecord {
  const task = world.store.tasks.get(call.id);
  const isVisible =
    task && task.key === call.key && isRecordKept(task, world.now()) && (call.surface === "videos" || !task.id.startsWith("task_"));
  if (isVisible) return task;
  if (call.surface !== "videos") throw new Refusal(404, "ResourceNotFound", `The specified task ${call.id} is not found.`, { param: "id" });
  throw world.switches.videoNotFound === "404"
    ? new Refusal(404, "task_not_found", `task ${call.id} not found`, { byRelay: true })
    : new Refusal(400, "task_not_exist", "task_not_exist", { byRelay: true });
}

export const queryTask: Handler = (call, world) => {
  const task = findTask(call, world);
  task.looks += 1;
  if (task.status === "succeeded") task.looksAfterEnd += 1;
  if (task.scenarios["forbidden-once"] !== undefined && task.looks === 1) {
    throw new Refusal(403, "AccessDenied", "You do not have permission to access this resource.");
  }
  const given = linksOf(task, world, call);
  const isOwn = call.surface === "videos" && world.switches.videoShape === "C" && world.switches.ownHostLinks && given.video !== null;
  const links = isOwn ? { ...given, video: `${call.url.origin}/v1/videos/${task.id}/content` } : given;
  const silent = silentFields(call);
  return json(
    200,
    call.surface === "videos" ? videoTask(task, links, world.switches, silent) : nativeTask(task, links, world.switches, silent),
  );
};

const silentFields = (call: Call): string[] => call.faults.flatMap((fault) => (fault.kind === "silent" ? fault.fields : []));

/** The links of a finished task, fresh at each look unless switched off. */
export function linksOf(task: TaskRecord, world: World, call?: Call): Links {
  const none = { video: null, lastFrame: null };
  if (task.status !== "succeeded" || task.scenarios["no-link"] !== undefined || call?.faults.some((fault) => fault.kind === "noLink"))
    return none;
  const late = task.scenarios["late-link"];
  if (late !== undefined && task.looksAfterEnd <= (Number(late) || 3)) return none;
  const nowMs = world.now();
  if (task.firstLinkAtMs === null) {
    task.firstLinkAtMs = nowMs;
    world.store.saveTask(task);
  }
  const issuedAtMs = world.switches.freshLinks ? nowMs : task.firstLinkAtMs;
  const issue = (file: "video" | "lastFrame", extension: string) =>
    world.switches.signedLinks
      ? world.signer.issue({ taskId: task.id, file }, extension, issuedAtMs, world.switches.linkLifeSeconds)
      : world.signer.issueBare({ taskId: task.id, file }, extension);
  return {
    video: issue("video", task.outputFormat ?? "mp4"),
    lastFrame: task.returnLastFrame ? issue("lastFrame", task.lastFrameFormat) : null,
  };
}

/** Tells whoever asked for it by `callback_url`. */
export function notify(task: TaskRecord, world: World): void {
  if (task.callbackUrl === null || task.status === "cancelled") return;
  const repeat = task.status === "succeeded" || task.status === "failed";
  world.callbacks.send(task.callbackUrl, nativeTask(task, linksOf(task, world), world.switches), { repeat });
}

export const listTasks: Handler = (call, world) => {
  const { page, size, status, tier, ids, model } = readListQuery(call.url.searchParams);
  const nowMs = world.now();
  const lagMs = Math.max(world.switches.listLagMs, ...call.faults.map((fault) => (fault.kind === "listLag" ? fault.ms : 0)));
  const found = [...world.store.tasks.values()].filter(
    (task) =>
      task.key === call.key &&
      isRecordKept(task, nowMs) &&
      nowMs - task.createdAtMs >= lagMs &&
      (world.switches.listShowsVideos || task.surface !== "videos") &&
      !task.id.startsWith("task_") &&
      tier === "default" &&
      (status === "" || task.status === status) &&
      (ids.length === 0 || ids.includes(task.id)) &&
      (model === "" || task.requestedModel === model || nativeTask(task, { video: null, lastFrame: null }, world.switches).model === model),
  );
  // Newest first; of tasks made within one millisecond the later is newer.
  found.reverse().sort((a, b) => b.createdAtMs - a.createdAtMs);
  const silent = silentFields(call);
  const items = found
    .slice((page - 1) * size, page * size)
    .map((task) => nativeTask(task, linksOf(task, world, call), world.switches, silent));
  return json(200, { items, total: found.length });
};

/** One verb, two meanings: cancels what is queued, erases what is over, and cannot stop what runs. */
export const deleteTask: Handler = (call, world) => {
  const task = findTask(call, world);
  switch (task.status) {
    case "running":
      throw new Refusal(409, "InvalidAction.RunningTaskDeletion", `The task ${task.id} is running and cannot be deleted.`, {
        param: "id",
        type: "Conflict",
      });
    case "cancelled":
      throw new Refusal(
        world.switches.cancelledDelete,
        "InvalidAction.CancelledTaskDeletion",
        `The task ${task.id} has already been cancelled.`,
        { param: "id" },
      );
    case "queued":
      task.status = "cancelled";
      task.updatedAtMs = world.now();
      break;
    default:
      task.deletedAtMs = world.now();
  }
  world.store.saveTask(task);
  return json(200, {});
};

/** The file itself, for whoever holds the key. */
export const videoContent: Handler = (call, world) => {
  const task = findTask(call, world);
  if (task.status !== "succeeded")
    throw new Refusal(400, "task_not_ready", `Task is not completed yet, current status: ${task.status}`, { byRelay: true });
  const location = world.switches.contentAnswer === "redirect" ? linksOf(task, world).video : null;
  return location === null ? sendClip(task, "video", call, world) : new Response(null, { status: 302, headers: { location } });
};
