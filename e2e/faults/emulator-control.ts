import type { z } from "zod";
import type { faultOrderSchema } from "@/lib/emulator/faults";
import type { truthOf } from "@/lib/emulator/routes/admin";
import type { LoggedRequest } from "@/lib/emulator/request-log";
import type { FidelitySwitches } from "@/lib/emulator/settings";
import { waitUntil } from "./wait-until";

export type TrueTask = ReturnType<typeof truthOf>;
export type FaultOrder = z.input<typeof faultOrderSchema>;

/** The emulator's admin side: orders faults, and tells what was really bought. */
export interface EmulatorControl {
  readonly origin: string;
  order(fault: FaultOrder): Promise<void>;
  clearFaults(): Promise<void>;
  switches(patch: Partial<FidelitySwitches>): Promise<void>;
  now(): Promise<number>;
  /** Puts the provider's clock forward. */
  advance(milliseconds: number): Promise<void>;
  latency(latency: { beforeMs?: number; afterMs?: number }): Promise<void>;
  /** Everything that was ever made, whatever the client was told, oldest first; and how many create calls arrived. */
  truth(): Promise<{ items: TrueTask[]; creates: number }>;
  requests(): Promise<LoggedRequest[]>;
  decide(taskId: string, ending: "succeeded" | "never" | "expired" | { code: string; message: string }, now?: boolean): Promise<void>;
  /** The asset library lets go of a file. */
  forget(assetId: string): Promise<void>;
  reset(): Promise<void>;
  /** A call of the API itself, with the studio's key. */
  call(method: "GET" | "POST", path: string, body?: unknown): Promise<Response>;
}

export const TASKS_PATH = "/byteplus/api/v3/contents/generations/tasks";

export function controlEmulator(origin: string, apiKey: string): EmulatorControl {
  async function admin(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${origin}/emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`emulator: ${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  }
  const post = async (path: string, body: unknown): Promise<void> => void (await admin("POST", path, body));
  return {
    origin,
    order: (fault) => post("faults", fault),
    clearFaults: async () => void (await admin("DELETE", "faults")),
    switches: (patch) => post("switches", patch),
    now: async () => ((await admin("GET", "state")) as { now: number }).now,
    advance: (advanceMs) => post("clock", { advanceMs }),
    latency: (latency) => post("latency", latency),
    truth: async () => (await admin("GET", "truth")) as { items: TrueTask[]; creates: number },
    requests: async () => ((await admin("GET", "requests?limit=1000")) as { items: LoggedRequest[] }).items,
    decide: (taskId, ending, now = true) => post(`tasks/${taskId}`, { ending, now }),
    forget: (assetId) => post(`assets/${assetId}/forget`, {}),
    reset: () => post("reset", {}),
    call: (method, path, body) =>
      fetch(`${origin}${path}`, {
        method,
        headers: { authorization: `Bearer ${apiKey}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

/** Waits until the emulator has so many tasks. */
export const untilTasks = (emulator: EmulatorControl, count: number, timeoutMs = 60_000): Promise<TrueTask[]> =>
  waitUntil(
    `${count} tasks at the provider`,
    async () => {
      const { items } = await emulator.truth();
      return items.length >= count ? items : null;
    },
    timeoutMs,
  );
