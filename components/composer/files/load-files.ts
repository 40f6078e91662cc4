import { lazy } from "react";
import type { ComposerEngine } from "../engine/composer-engine";

// Text mode, where everybody begins, needs none of them; a pointer on its way to the mode picker fetches all.
const loadFrames = () => import("./frame-slots");
const loadReferences = () => import("./reference-strip");
const loadCounter = () => import("./reference-counter");
const loadParked = () => import("./parked-files");
export const FrameSlots = lazy(async () => ({ default: (await loadFrames()).FrameSlots }));
export const FrameNotes = lazy(async () => ({ default: (await loadFrames()).FrameNotes }));
export const ReferenceStrip = lazy(async () => ({ default: (await loadReferences()).ReferenceStrip }));
export const ReferenceCounter = lazy(async () => ({ default: (await loadCounter()).ReferenceCounter }));
export const ParkedFiles = lazy(async () => ({ default: (await loadParked()).ParkedFiles }));

/** Fetches all that handles files. */
export function loadFiles(engine: ComposerEngine): void {
  // Whoever needs one of them asks again; here a broken line is of no consequence.
  void Promise.all([loadFrames(), loadReferences(), loadCounter(), loadParked(), engine.prepareFiles()]).catch(() => undefined);
}
