import type { Random } from "./random";

const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
const HEX = "0123456789abcdef";

/** 20260618052929: ids are stamped in UTC+8. */
const stamp = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().replace(/\D/g, "").slice(0, 14);

/** `cgt-20260617212929-5s755`: task ids of the native surface. */
export const taskId = (nowMs: number, random: Random): string => `cgt-${stamp(nowMs)}-${random.text(5, LOWER)}`;
/** `task_…`: the form that relays give to tasks of /v1/videos. */
export const videoTaskId = (random: Random): string => `task_${random.text(32, LOWER)}`;
/** `task_2605191840200001`: date, time and a counter. */
export const assetJobId = (nowMs: number, counter: number): string =>
  `task_${stamp(nowMs).slice(2)}${String(counter % 10_000).padStart(4, "0")}`;
/** `asset-20260528140922-d9646`. */
export const assetId = (nowMs: number, random: Random): string => `asset-${stamp(nowMs)}-${random.text(5, LOWER)}`;
/** `group-20260604100609-xbxss`. */
export const groupId = (nowMs: number, random: Random): string => `group-${stamp(nowMs)}-${random.text(5, LOWER)}`;
/** `02` + 13 digits of milliseconds + hex, as ByteDance's error texts end. */
export const requestId = (nowMs: number, random: Random): string =>
  `02${String(Math.floor(nowMs)).padStart(13, "0")}${random.text(43, HEX)}`;
