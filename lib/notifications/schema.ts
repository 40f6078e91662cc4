import { z } from "zod";
import { DEFAULT_LOCALE, LOCALES, readTimeZone } from "@/lib/i18n/config";
import { idSchema } from "@/lib/shared/inputs";
import { MAILS, NOTIFICATION_KINDS } from "./kinds";

export const listSchema = z.object({
  /** In which language. */
  locale: z.enum(LOCALES).default(DEFAULT_LOCALE),
  /** The number alone. */
  count: z.string().optional(),
});

export const markReadSchema = z.object({
  ids: z.array(idSchema.shape.id).max(100).optional(),
  /** All that were told by then: the newest that whoever presses sees. */
  until: z.iso
    .datetime()
    .transform((at) => new Date(at))
    .optional(),
});
export type MarkReadInput = z.output<typeof markReadSchema>;

export const chooseSchema = z.object({
  kind: z.enum(NOTIFICATION_KINDS),
  isListed: z.boolean(),
  mail: z.enum(MAILS),
  /** Where they are: a digest comes in their morning. */
  timeZone: z.string().max(100).transform(readTimeZone),
});
export type ChooseInput = z.output<typeof chooseSchema>;
