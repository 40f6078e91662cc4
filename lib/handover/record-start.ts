import { FRAMES_PER_SECOND } from "@/lib/models/catalog";

/** Where an edit begins on the tape that it is recorded to: the first hour, as everywhere in editing. */
export const RECORD_START = 3600 * FRAMES_PER_SECOND;
