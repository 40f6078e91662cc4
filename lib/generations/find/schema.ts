import { z } from "zod";
import { parseFind, readMoment, readZone } from "./find";

/** As part of another input: any text is a find. */
export const findText = z.string().transform(parseFind);

/** The name of a time zone; UTC for anything else. */
export const zoneText = z
  .string()
  .default("")
  .transform((text) => readZone(text) ?? "UTC");

/** A moment as the clock shows it in some zone, or undefined for anything else. */
export const momentText = z
  .string()
  .optional()
  .transform((text) => (text === undefined ? undefined : readMoment(text)));
