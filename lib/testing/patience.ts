/** On a busy machine one second, Vitest's own measure for what is to happen soon, is over before it does. */
import { vi } from "vitest";

const PATIENCE_MS = 20_000;
const { waitFor, waitUntil } = vi;

vi.waitFor = (callback, options) => waitFor(callback, patient(options));
vi.waitUntil = (callback, options) => waitUntil(callback, patient(options));

const patient = <T extends object>(options?: number | T) => (typeof options === "number" ? options : { timeout: PATIENCE_MS, ...options });
