import { late } from "@/components/ui/late";
import type { ComposerEngine } from "../engine/composer-engine";

// Text mode, where everybody begins, needs none of them; a pointer on its way to the mode picker fetches all.
export const FrameSlots = late(async () => (await import("./frame-slots")).FrameSlots);
export const FrameNotes = late(async () => (await import("./frame-slots")).FrameNotes);
export const ReferenceStrip = late(async () => (await import("./reference-strip")).ReferenceStrip);
export const ReferenceCounter = late(async () => (await import("./reference-counter")).ReferenceCounter);
export const ParkedFiles = late(async () => (await import("./parked-files")).ParkedFiles);

const PARTS = [FrameSlots, FrameNotes, ReferenceStrip, ReferenceCounter, ParkedFiles];

/** Fetches all that handles files. */
export function loadFiles(engine: ComposerEngine): void {
  // Whoever needs one of them asks again; here a broken line is of no consequence.
  void Promise.all([...PARTS.map((part) => part.fetch()), engine.prepareFiles()]).catch(() => undefined);
}
