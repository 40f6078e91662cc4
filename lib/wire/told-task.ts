import type { FixedRatio, Resolution } from "@/lib/models/catalog";

export type TaskStatus = "queued" | "running" | "succeeded" | "failed" | "cancelled" | "expired";
export type InputSlot = "firstFrame" | "lastFrame" | "reference";
/** Which door a task came in by: PowerTokens' native paths, its /v1/videos, or ByteDance's own paths. */
export type Surface = "native" | "videos" | "ark";

export interface TaskError {
  code: string;
  message: string;
}

/** What a caller is told of a task, whoever makes it. */
export interface ToldTask {
  id: string;
  modelKey: string;
  requestedModel: string;
  status: TaskStatus;
  createdAtMs: number;
  updatedAtMs: number;
  resolution: Resolution;
  ratio: FixedRatio;
  durationSeconds: number;
  sound: boolean;
  requestedSeed: number | null;
  seed: number;
  safetyIdentifier: string | null;
  priority: number;
  expiresAfterSeconds: number;
  webSearch: boolean;
  error: TaskError | null;
  tokens: number | null;
}

export interface Links {
  video: string | null;
  lastFrame: string | null;
}

export const seconds = (ms: number): number => Math.floor(ms / 1000);
