import { z } from "zod";
import { json } from "@/lib/wire/envelopes";
import { faultOrderSchema, isKnownRoute, ROUTES } from "../faults";
import type { TaskRecord } from "../records";
import type { RequestLog } from "../request-log";
import { SCENARIOS } from "../scenarios";
import { switchesPatchSchema, timingsSchema } from "../settings";
import type { World } from "../world";

export interface AdminSurroundings {
  world: World;
  log: RequestLog;
  apiOrigin: string;
  filesOrigin: string;
  version: string;
  reset(options: { seed?: number | undefined; keepSwitches?: boolean | undefined }): void;
  setClock(change: ClockChange): void;
}

const clockSchema = z.union([
  z.object({ advanceMs: z.number().min(0) }),
  z.object({ now: z.union([z.number(), z.iso.datetime()]) }),
  z.object({ reset: z.literal(true) }),
]);
export type ClockChange = z.infer<typeof clockSchema>;
const latencySchema = z.object({ beforeMs: z.number().min(0).default(0), afterMs: z.number().min(0).default(0) });
const resetSchema = z.object({ seed: z.number().int().optional(), keepSwitches: z.boolean().optional() });
const outcomeSchema = z.object({
  ending: z.union([z.enum(["succeeded", "never", "expired"]), z.object({ code: z.string(), message: z.string() })]),
  /** At once, or when its time is over. */
  now: z.boolean().default(true),
});

/**
 * The way in for tests and operators, under `/emulator/`. It spends nothing and is reachable from this machine
 * only; changes need `content-type: application/json`, which no foreign web page can send without asking.
 *
 * - `GET health`, `state`, `requests?limit=`, `truth` (every task ever made, and what became of it), `scenarios`
 * - `POST clock` `{ advanceMs } | { now } | { reset: true }`
 * - `POST timings`, `switches`: the fields of settings.ts that are to change
 * - `POST latency` `{ beforeMs, afterMs }`, for every answer of the API
 * - `POST faults` `{ route, count, skip, containing, fault: { kind, … } }` (faults.ts) · `DELETE faults`, `faults/:id`
 * - `POST tasks/:id` `{ ending, now }`: settles an open task
 * - `POST assets/:id/forget`: the library lets go of it
 * - `POST reset` `{ seed, keepSwitches }` · `DELETE requests`
 */
export async function handleAdmin(request: Request, url: URL, around: AdminSurroundings): Promise<Response> {
  const path = url.pathname.replace(/^\/emulator\/?/, "");
  if (request.method === "GET") return read(path, url, around);
  if (request.method === "DELETE") return remove(path, around);
  if (request.method !== "POST") return json(405, { error: "method not allowed" });
  if (!request.headers.get("content-type")?.startsWith("application/json")) return json(415, { error: "send application/json" });
  let body: unknown;
  try {
    body = JSON.parse((await request.text()) || "{}");
  } catch {
    // Said in one line rather than shown as a stack.
    return json(400, { error: "not JSON" });
  }
  try {
    return change(path, body, around);
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { error: "bad input", issues: error.issues });
    throw error;
  }
}

function read(path: string, url: URL, around: AdminSurroundings): Response {
  const { world, log } = around;
  switch (path) {
    case "":
    case "health":
      return json(200, {
        status: "ok",
        service: "seedance-emulator",
        version: around.version,
        apiOrigin: around.apiOrigin,
        filesOrigin: around.filesOrigin,
        now: new Date(world.now()).toISOString(),
        tasks: world.store.tasks.size,
      });
    case "state":
      return json(200, {
        now: world.now(),
        clockOffsetMs: world.store.facts.clockOffsetMs,
        timings: world.timings,
        switches: world.switches,
        latency: world.latency,
        faults: world.faults.list(),
        routes: ROUTES,
        warnings: world.warnings.slice(-100),
      });
    case "faults":
      return json(200, { items: world.faults.list() });
    case "requests": {
      const limit = Math.max(1, Number(url.searchParams.get("limit") ?? "100") || 100);
      return json(200, { items: log.list().slice(-limit), total: log.total() });
    }
    case "truth":
      return json(200, { items: [...world.store.tasks.values()].map(truthOf), pictures: world.pictures, creates: log.creates() });
    case "scenarios":
      return json(200, { items: Object.entries(SCENARIOS).map(([word, scenario]) => ({ word: `emu:${word}`, ...scenario })) });
    default:
      return json(404, { error: "unknown admin path" });
  }
}

function remove(path: string, { world, log }: AdminSurroundings): Response {
  if (path === "faults") world.faults.clear();
  else if (path === "requests") log.clear();
  else if (!path.startsWith("faults/") || !world.faults.remove(path.slice("faults/".length))) return json(404, { error: "not found" });
  return json(200, {});
}

function change(path: string, body: unknown, around: AdminSurroundings): Response {
  const { world } = around;
  switch (path) {
    case "reset":
      around.reset(resetSchema.parse(body));
      return json(200, {});
    case "clock":
      around.setClock(clockSchema.parse(body));
      world.tick();
      return json(200, { now: world.now(), clockOffsetMs: world.store.facts.clockOffsetMs });
    case "timings":
      world.timings = { ...world.timings, ...timingsSchema.partial().parse(body) };
      return json(200, world.timings);
    case "switches": {
      const given = switchesPatchSchema.parse(body);
      // A default must not undo what was set before: only what was sent counts.
      const sent = Object.keys(z.record(z.string(), z.unknown()).parse(body));
      world.switches = { ...world.switches, ...Object.fromEntries(Object.entries(given).filter(([name]) => sent.includes(name))) };
      world.tick();
      return json(200, world.switches);
    }
    case "latency":
      world.latency = latencySchema.parse(body);
      return json(200, world.latency);
    case "faults": {
      const order = faultOrderSchema.parse(body);
      if (!isKnownRoute(order.route)) return json(400, { error: `unknown route ${order.route}`, routes: ROUTES });
      return json(201, world.faults.add(order));
    }
    default: {
      const assetId = /^assets\/([^/]+)\/forget$/.exec(path)?.[1];
      if (assetId !== undefined) return forget(assetId, world);
      const task = /^tasks\/([^/]+)$/.exec(path)?.[1];
      return task ? decide(task, outcomeSchema.parse(body), world) : json(404, { error: "unknown admin path" });
    }
  }
}

/** Lets go of an asset, as a library does that keeps a working set only. */
function forget(assetId: string, world: World): Response {
  const asset = world.store.assets.get(assetId);
  if (!asset) return json(404, { error: "no asset has this id" });
  world.store.removeAsset(asset);
  return json(200, { forgotten: assetId });
}

/** Settles what becomes of an open task. */
function decide(id: string, { ending, now }: z.infer<typeof outcomeSchema>, world: World): Response {
  const task = world.store.tasks.get(id);
  if (!task || (task.status !== "queued" && task.status !== "running")) return json(409, { error: "no open task has this id" });
  if (ending === "expired") task.scenarios.expire = "";
  else task.ending = ending;
  if (now) {
    task.readyAtMs = Math.min(task.readyAtMs, world.now());
    task.runningMs = task.startedAtMs === null ? 0 : world.now() - task.startedAtMs;
  }
  world.store.saveTask(task);
  world.tick();
  return json(200, truthOf(task));
}

/** What really happened to a task, whatever the client was told: the judge of crash tests. */
export function truthOf(task: TaskRecord) {
  return {
    id: task.id,
    surface: task.surface,
    key: task.key,
    model: task.requestedModel,
    mode: task.mode,
    status: task.status,
    prompt: task.prompt,
    safetyIdentifier: task.safetyIdentifier,
    requestedSeed: task.requestedSeed,
    seed: task.seed,
    body: task.body,
    createdAt: new Date(task.createdAtMs).toISOString(),
    updatedAt: new Date(task.updatedAtMs).toISOString(),
    created: true,
    billed: task.status === "succeeded",
    tokens: task.tokens,
    error: task.error,
    deleted: task.deletedAtMs !== null,
    /** "lost": the client never got a usable answer to its create call. */
    answer: task.answer,
    looks: task.looks,
    downloads: task.downloads,
  };
}
