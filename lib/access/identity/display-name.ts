import { z } from "zod";
import { isVisible } from "@/lib/shared/visible";

// Control characters break lines in lists and logs; the direction marks could make one name look like another.
const INVISIBLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name that people give to themselves, a team or a project: one line, without invisible marks, 1 to `max` code points. */
export const displayName = (max: number) =>
  z
    .string()
    .max(10_000)
    .transform((text) => text.normalize("NFC").replace(INVISIBLE, " ").replace(/\s+/gu, " ").trim())
    .pipe(
      z
        .string()
        .min(1)
        .refine(isVisible, { params: { code: "required" } })
        .refine((text) => [...text].length <= max, { params: { code: "tooLong", values: { max } } }),
    );
