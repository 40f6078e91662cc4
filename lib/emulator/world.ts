import type { Surface } from "@/lib/wire/told-task";
import type { CallbackSender } from "./callbacks";
import type { FaultQueue, Fault, RouteName } from "./faults";
import type { LinkSigner } from "./links";
import type { Random } from "./random";
import type { TaskRecord } from "./records";
import type { Clips } from "./render/clips";
import type { EmulatorTimings, FidelitySwitches } from "./settings";
import type { Store } from "./store";

/** Everything that the routes share. Switches and timings are replaced as a whole when the admin API changes them. */
export interface World {
  store: Store;
  switches: FidelitySwitches;
  timings: EmulatorTimings;
  random: Random;
  faults: FaultQueue;
  /** Milliseconds added to every answer of the API, before and after its work. */
  latency: { beforeMs: number; afterMs: number };
  signer: LinkSigner;
  clips: Clips;
  callbacks: CallbackSender;
  /** The keys that are accepted; null: any that is not empty. */
  apiKeys: readonly string[] | null;
  ownKey: string | null;
  fetchMedia: typeof fetch;
  /** Every picture that was ever made, and sold, whatever the client was told. */
  pictures: { prompt: string; key: string; at: string }[];
  /** Prompts whose `once` scenario has been played, by key and word. */
  played: Set<string>;
  warnings: string[];
  /** The emulator's own time: the machine's, or the test's, plus what the admin API has added. */
  now(): number;
  /** Waits in real time; tests may pass a quicker one. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Brings every task to the present. */
  tick(): void;
  /** Ends `Request id: …` of every message. */
  requestId(): string;
}

/** One request on its way through. */
export interface Call {
  route: RouteName;
  surface: Surface;
  /** The id in the path, where there is one. */
  id: string;
  request: Request;
  url: URL;
  /** The body as text, where it is JSON. */
  text: string;
  /** Fingerprint of the key; "" on open routes. */
  key: string;
  /** What was ordered for this request; create adds those of the prompt's triggers. */
  faults: Fault[];
  /** The task that this call made, so that a spoiled answer can be noted in its record. */
  created: TaskRecord | null;
}

export type Handler = (call: Call, world: World) => Promise<Response> | Response;
