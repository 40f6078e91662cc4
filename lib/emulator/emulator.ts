import type { Clock } from "@/lib/shared/clock";
import type { RenderEffort } from "./render/clips";
import type { LoggedRequest } from "./request-log";
import type { truthOf } from "./routes/admin";
import type { EmulatorTimings, FidelitySwitches } from "./settings";
import type { World } from "./world";

export interface EmulatorOptions {
  /** Where time comes from; the admin API's clock is added to it. */
  clock?: Clock;
  /** The same seed and the same requests give the same ids, times and answers. */
  seed?: number;
  /** Where tasks, assets and clips are kept. Without one they live in a temporary folder until `close()`. */
  dataDir?: string;
  timings?: Partial<EmulatorTimings>;
  switches?: Partial<FidelitySwitches>;
  /** The accepted keys; absent: every key that is not empty. */
  apiKeys?: readonly string[];
  /** The key of the studio that it belongs to: taken beside the others, and asked for by the way in for operators. */
  ownKey?: string;
  /** Origins that links and `fetch` go by. */
  apiOrigin?: string;
  filesOrigin?: string;
  /** Render while a task runs, and keep it running until its clip exists: for servers. Otherwise at the first download. */
  renderAhead?: boolean;
  /** "quick" draws coarser stills and leaves out captions, at the same exact size and length. */
  renderEffort?: RenderEffort;
  /** It listens on loopback: requests by other names are turned away. */
  loopbackOnly?: boolean;
  /** How callbacks are delivered and media on the open web are brought in. */
  outgoingFetch?: typeof fetch;
  sleep?: (ms: number) => Promise<void>;
  version?: string;
}

export interface Emulator {
  /** Stands in for the global fetch: both origins are answered here, and dropped connections reject as undici's do. */
  fetch: typeof fetch;
  /** The API of one origin, as a server needs it. @throws ConnectionReset where the connection is to die */
  handle(request: Request): Promise<Response>;
  /** The file host, the other origin. */
  files: { fetch(request: Request): Promise<Response> };
  admin: {
    reset(options?: { seed?: number }): void;
    advance(ms: number): void;
    setSwitches(patch: Partial<FidelitySwitches>): void;
    setTimings(patch: Partial<EmulatorTimings>): void;
    addFault: World["faults"]["add"];
    truth(): ReturnType<typeof truthOf>[];
    requests(): LoggedRequest[];
    /** When no clip is being made and no callback is under way. */
    idle(): Promise<void>;
  };
  readonly apiOrigin: string;
  readonly filesOrigin: string;
  /** The port that the file host had before, so that links survive a restart. */
  rememberedFilesPort(): number | null;
  setOrigins(origins: { apiOrigin: string; filesOrigin: string; filesPort: number }): void;
  tick(): void;
  /** Frees the disk of clips whose records are gone, and forgets tasks after thirty days. */
  sweep(): void;
  close(): Promise<void>;
}
