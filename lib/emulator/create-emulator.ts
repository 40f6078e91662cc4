import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { systemClock } from "@/lib/shared/clock";
import { json, refusalResponse } from "@/lib/wire/envelopes";
import { type ApiRoute, matchRoute } from "@/lib/wire/match-route";
import { Refusal } from "@/lib/wire/refusal";
import { authenticate, mayOperate } from "./auth";
import { createCallbackSender } from "./callbacks";
import { ConnectionReset } from "./connection-reset";
import type { Emulator, EmulatorOptions } from "./emulator";
import { createFaultQueue } from "./faults";
import { turnAway } from "./guard";
import { requestId } from "./ids";
import { advanceTasks, DAY_MS, isRecordKept } from "./lifecycle";
import { createLinkSigner } from "./links";
import { htmlPage } from "./other-pages";
import { playAfter, playBefore } from "./play-fault";
import { createRandom } from "./random";
import { createClips } from "./render/clips";
import { createRequestLog, describeRequest } from "./request-log";
import { type ClockChange, handleAdmin, truthOf } from "./routes/admin";
import { listAssets } from "./routes/asset-list";
import { assetJob, uploadAsset } from "./routes/assets";
import { authorizeUrl, createGroup, deleteGroup, listGroups, renameGroup, verifyPerson } from "./routes/groups";
import { createImage } from "./routes/images";
import { sendLinkedFile } from "./routes/files";
import { listModels } from "./routes/models";
import { createTask, deleteTask, listTasks, notify, queryTask, videoContent } from "./routes/tasks";
import { DEFAULT_SWITCHES, DEFAULT_TIMINGS } from "./settings";
import { createStore } from "./store";
import type { Call, Handler, World } from "./world";

const HANDLERS: Record<ApiRoute, Handler> = {
  "native.create": createTask,
  "native.query": queryTask,
  "native.list": listTasks,
  "native.delete": deleteTask,
  "videos.create": createTask,
  "videos.query": queryTask,
  "videos.content": videoContent,
  "images.create": createImage,
  models: listModels,
  "assets.upload": uploadAsset,
  "assets.job": assetJob,
  "assets.list": listAssets,
  "assets.createGroup": createGroup,
  "assets.groups": listGroups,
  "assets.renameGroup": renameGroup,
  "assets.deleteGroup": deleteGroup,
  "assets.authorize": authorizeUrl,
  "assets.person": verifyPerson,
};

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*, authorization",
  "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
  "access-control-max-age": "86400",
};

export type { Emulator, EmulatorOptions };

/** A stand-in for PowerTokens (and ByteDance's own hosts) around one Request → Response core. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const clock = options.clock ?? systemClock;
  const temporary = options.dataDir === undefined ? mkdtempSync(path.join(tmpdir(), "seedance-emulator-")) : null;
  const dataDir = options.dataDir ?? temporary ?? "";
  const store = createStore(dataDir, { keep: temporary === null });
  const firstSeed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  const sleep = options.sleep ?? ((ms: number) => wait(ms));
  const log = createRequestLog();
  let origins = {
    apiOrigin: options.apiOrigin ?? "http://emulator.test",
    filesOrigin: options.filesOrigin ?? "http://files.emulator.test",
  };
  let lastTickMs = 0;

  const world: World = {
    store,
    switches: { ...DEFAULT_SWITCHES, ...options.switches },
    timings: { ...DEFAULT_TIMINGS, ...options.timings },
    random: createRandom(firstSeed),
    faults: createFaultQueue(),
    latency: { beforeMs: 0, afterMs: 0 },
    signer: createLinkSigner(origins.filesOrigin, store.facts.secret),
    clips: createClips({
      folder: () => store.folder("renders"),
      effort: options.renderEffort ?? "full",
      onReady: () => tick(),
    }),
    callbacks: createCallbackSender(options.outgoingFetch ?? fetch, sleep),
    apiKeys: options.apiKeys ?? null,
    ownKey: options.ownKey ?? null,
    fetchMedia: fetchMedia(options.outgoingFetch ?? fetch),
    pictures: [],
    played: new Set(),
    warnings: [],
    now: () => clock.now() + store.facts.clockOffsetMs,
    sleep: (ms, signal) => waitFor(sleep, ms, signal),
    tick: () => tick(),
    requestId: () => requestId(world.now(), world.random),
  };

  function tick(): void {
    const nowMs = world.now();
    const open = [...store.tasks.values()].filter((task) => task.status === "queued" || task.status === "running");
    advanceTasks(open, nowMs, {
      sinceMs: lastTickMs,
      concurrency: world.switches.concurrency,
      runningLimits: world.switches.runningLimits,
      isClipReady: (task) => options.renderAhead !== true || world.clips.isReady(task),
      onChange(task) {
        store.saveTask(task);
        notify(task, world);
      },
    });
    lastTickMs = nowMs;
    if (options.renderAhead)
      for (const task of open) if (task.status === "running" && task.ending === "succeeded") world.clips.prepare(task);
  }

  /** Links to our own file host are read here: asking it over the network would ask ourselves. */
  function fetchMedia(outgoing: typeof fetch): typeof fetch {
    return (input, init) => {
      const request = new Request(input, init);
      return new URL(request.url).origin === origins.filesOrigin ? files(request) : outgoing(request);
    };
  }

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const isAdmin = url.pathname === "/emulator" || url.pathname.startsWith("/emulator/");
    // The way in for operators is never a web page's, whatever the API does.
    const refused = turnAway(request, { loopbackOnly: options.loopbackOnly === true, cors: world.switches.cors && !isAdmin });
    if (refused) return refused;
    tick();
    if (isAdmin && !mayOperate(request, url, world)) return json(401, { error: "send the studio's emulator key as a bearer token" });
    if (isAdmin) return handleAdmin(request, url, { world, log, ...origins, version: options.version ?? "", reset, setClock });
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: world.switches.cors ? CORS : {} });
    const match = matchRoute(request.method, url.pathname);
    if (!match || isWrongAssetBase(match.route, url.pathname)) {
      if (match && world.switches.wrongAssetBase === "html") return withCors(htmlPage(404, "404 Not Found"), world.switches.cors);
      const message = `Invalid URL (${request.method} ${url.pathname})`;
      return withCors(json(404, { error: { message, type: "invalid_request_error", param: "", code: "" } }), world.switches.cors);
    }
    const text = request.method === "POST" && match.route !== "assets.upload" ? await request.text() : "";
    const call: Call = {
      ...match,
      request,
      url,
      text,
      key: "",
      faults: world.faults.take(match.route, `${url.href}\n${text}`),
      created: null,
    };
    return withCors(await logged(call, () => answer(call, match.area)), world.switches.cors);
  }

  /** Real accounts seem to have the library at one of its two addresses only. */
  function isWrongAssetBase(route: ApiRoute, pathname: string): boolean {
    const { assetBase } = world.switches;
    return route.startsWith("assets.") && assetBase !== "both" && (assetBase === "api") !== pathname.startsWith("/api/");
  }

  async function answer(call: Call, area: "native" | "videos" | "ark" | "assets" | null): Promise<Response> {
    if (world.latency.beforeMs > 0) await world.sleep(world.latency.beforeMs, call.request.signal);
    const early = await playBefore(call, world);
    if (early) return early;
    if (area !== null) {
      const caller = authenticate(call.request, area, world);
      if ("answer" in caller) return caller.answer;
      call.key = caller.key;
    }
    const response = await playAfter(await work(call), call, world);
    if (world.latency.afterMs > 0) await world.sleep(world.latency.afterMs, call.request.signal);
    return response;
  }

  async function work(call: Call): Promise<Response> {
    try {
      return await HANDLERS[call.route as keyof typeof HANDLERS](call, world);
    } catch (error) {
      if (error instanceof Refusal) return refusalResponse(error, call.surface, world.switches, world.requestId());
      throw error;
    }
  }

  async function files(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const refused = turnAway(request, { loopbackOnly: options.loopbackOnly === true, cors: true });
    if (refused) return refused;
    tick();
    if (request.method !== "GET" && request.method !== "HEAD")
      return new Response(null, { status: request.method === "OPTIONS" ? 403 : 405 });
    const route = url.pathname.includes("-last-frame.") ? "files.lastFrame" : "files.video";
    const call: Call = {
      route,
      surface: "native",
      id: "",
      request,
      url,
      text: "",
      key: "",
      faults: world.faults.take(route, url.href),
      created: null,
    };
    const response = await logged(
      call,
      async () => (await playBefore(call, world)) ?? playAfter(await sendLinkedFile(call, world), call, world),
    );
    if (world.switches.fileCors) response.headers.set("access-control-allow-origin", "*");
    return response;
  }

  async function logged(call: Call, run: () => Promise<Response>): Promise<Response> {
    const entry = describeRequest(call.request, call.url, call.route, call.text, world.now());
    log.add(entry);
    try {
      const response = await run();
      entry.status = response.status;
      return response;
    } catch (error) {
      if (!(error instanceof ConnectionReset)) entry.answer = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      entry.faults = call.faults.map((fault) => fault.kind);
    }
  }

  function reset({ seed, keepSwitches }: { seed?: number | undefined; keepSwitches?: boolean | undefined } = {}): void {
    world.clips.clear();
    store.clear();
    world.faults.clear();
    log.clear();
    world.pictures.length = 0;
    world.played.clear();
    world.warnings.length = 0;
    world.random = createRandom(seed ?? firstSeed);
    world.latency = { beforeMs: 0, afterMs: 0 };
    if (!keepSwitches) {
      world.switches = { ...DEFAULT_SWITCHES, ...options.switches };
      world.timings = { ...DEFAULT_TIMINGS, ...options.timings };
    }
    lastTickMs = 0;
  }

  function setClock(change: ClockChange): void {
    if ("advanceMs" in change) store.facts.clockOffsetMs += change.advanceMs;
    else if ("now" in change)
      store.facts.clockOffsetMs = (typeof change.now === "number" ? change.now : Date.parse(change.now)) - clock.now();
    else store.facts.clockOffsetMs = 0;
    lastTickMs = Math.min(lastTickMs, world.now());
    store.saveFacts();
  }

  const emulatedFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    try {
      return await (new URL(request.url).origin === origins.filesOrigin ? files(request) : handle(request));
    } catch (error) {
      if (error instanceof ConnectionReset)
        throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
      throw error;
    }
  };

  return {
    fetch: emulatedFetch,
    handle,
    files: { fetch: files },
    admin: {
      reset,
      advance(ms) {
        setClock({ advanceMs: ms });
        tick();
      },
      setSwitches(patch) {
        world.switches = { ...world.switches, ...patch };
      },
      setTimings(patch) {
        world.timings = { ...world.timings, ...patch };
      },
      addFault: (order) => world.faults.add(order),
      truth: () => [...store.tasks.values()].map(truthOf),
      requests: () => log.list(),
      async idle() {
        await world.clips.idle();
        await world.callbacks.idle();
      },
    },
    get apiOrigin() {
      return origins.apiOrigin;
    },
    get filesOrigin() {
      return origins.filesOrigin;
    },
    rememberedFilesPort: () => store.facts.filesPort,
    setOrigins({ filesPort, ...next }) {
      origins = next;
      world.signer = createLinkSigner(origins.filesOrigin, store.facts.secret);
      store.facts.filesPort = filesPort;
      store.saveFacts();
    },
    tick,
    sweep() {
      const nowMs = world.now();
      for (const task of [...store.tasks.values()]) {
        if (isRecordKept(task, nowMs) || task.status === "queued" || task.status === "running") continue;
        // Whoever still has a link may use it until its end.
        if (nowMs - (task.deletedAtMs ?? task.createdAtMs) > Math.max(2 * DAY_MS, world.switches.linkLifeSeconds * 1000 + DAY_MS))
          world.clips.discard(task);
        if (nowMs - task.createdAtMs > 30 * DAY_MS) store.removeTask(task);
      }
    },
    async close() {
      await world.clips.close();
      await world.callbacks.idle();
      if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
    },
  };
}

function withCors(response: Response, on: boolean): Response {
  if (on) for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
  return response;
}

/** Waits, but no longer than the client does: an aborted request rejects as fetch would. */
async function waitFor(sleep: (ms: number) => Promise<void>, ms: number, signal?: AbortSignal): Promise<void> {
  if (!signal) return sleep(ms);
  signal.throwIfAborted();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    await Promise.race([sleep(ms), aborted]);
  } finally {
    if (onAbort) signal.removeEventListener("abort", onAbort);
  }
}
