import { atOnce } from "@/components/data/at-once";
import type { ComposerEngine } from "../engine/composer-engine";

// Text mode, where everybody begins, needs none of them; a pointer on its way to the mode picker fetches all.
const frames = () => import("./frame-slots");
const [FrameSlots, fetchSlots] = atOnce(async () => (await frames()).FrameSlots);
const [FrameNotes, fetchNotes] = atOnce(async () => (await frames()).FrameNotes);
const [ReferenceStrip, fetchStrip] = atOnce(async () => (await import("./reference-strip")).ReferenceStrip);
const [ReferenceCounter, fetchCounter] = atOnce(async () => (await import("./reference-counter")).ReferenceCounter);
const [ParkedFiles, fetchParked] = atOnce(async () => (await import("./parked-files")).ParkedFiles);

export { FrameNotes, FrameSlots, ParkedFiles, ReferenceCounter, ReferenceStrip };

/** Fetches all that handles files. */
export function loadFiles(engine: ComposerEngine): void {
  // Whoever needs one of them asks again; here a broken line is of no consequence.
  void Promise.all([fetchSlots(), fetchNotes(), fetchStrip(), fetchCounter(), fetchParked(), engine.prepareFiles()]).catch(() => undefined);
}
