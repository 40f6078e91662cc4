import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";
import { tokensIn } from "@/lib/models/mention-tokens";
import { findMentions } from "@/lib/models/mentions";
import { findPromptFlags } from "@/lib/models/request";
import { idSchema } from "@/lib/shared/inputs";
import { MOST_PICTURES, NAME_MAX_LENGTH, TEXT_MAX_LENGTH } from "./limits";
import { ELEMENT_KINDS } from "./view";

const CONSENT_MAX_LENGTH = 1000;

/** What a prompt can be asked with: one word, which no letter around it changes. */
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}])?$/u;

const refuse = (context: z.core.$RefinementCtx, code: string, values: Record<string, string | number> = {}): void =>
  context.addIssue({ code: "custom", params: { code, values } });

/** Files are called by numbers; a name like one of those, or a text with one, would mean another file in each clip. */
const namesFiles = (text: string): boolean => tokensIn(text).length > 0 || findMentions(text, []).unknown.length > 0;

const name = displayName(NAME_MAX_LENGTH + 1)
  .transform((typed) => typed.replace(/^[@＠]/u, ""))
  .superRefine((text, context) => {
    if ([...text].length > NAME_MAX_LENGTH) refuse(context, "tooLong", { max: NAME_MAX_LENGTH });
    else if (!NAME.test(text)) refuse(context, "elementName");
    else if (namesFiles(text)) refuse(context, "elementNumber");
  });

const line = (max: number) =>
  z
    .string()
    .max(10_000)
    .transform((text) => text.replaceAll("\r\n", "\n").trim())
    .refine((text) => [...text].length <= max, { params: { code: "tooLong", values: { max } } });

/** It becomes part of every prompt that names the element, so what no prompt may have is refused here, once. */
const text = line(TEXT_MAX_LENGTH)
  .transform((typed) => typed.replace(/\s+/gu, " "))
  .superRefine((typed, context) => {
    const flags = findPromptFlags(typed);
    if (flags.length > 0) refuse(context, "hasFlags", { flags: flags.join(" ") });
    if (namesFiles(typed)) refuse(context, "hasMentions");
  });

const parts = z.object({
  kind: z.enum(ELEMENT_KINDS),
  name,
  text: text.default(""),
  pictures: z
    .array(z.uuid())
    .max(MOST_PICTURES)
    .refine((ids) => new Set(ids).size === ids.length),
  voice: z.uuid().nullable().default(null),
  consent: line(CONSENT_MAX_LENGTH).default(""),
  consentUntil: z.iso.date().nullable().default(null),
});

/** A voice is heard, everything else is seen. */
function isWhole({ kind, pictures, voice }: z.output<typeof parts>, context: z.core.$RefinementCtx): void {
  const path = kind === "voice" ? ["voice"] : ["pictures"];
  if (kind === "voice" ? voice === null : pictures.length === 0)
    context.addIssue({ code: "custom", path, params: { code: kind === "voice" ? "elementVoice" : "elementPictures" } });
}

export const createElementSchema = parts.superRefine(isWhole);
export type CreateElementInput = z.output<typeof createElementSchema>;

/** `version`: the number of the one that was looked at; another one meanwhile is not written over. */
export const changeElementSchema = idSchema.extend({ ...parts.shape, version: z.int().min(1) }).superRefine(isWhole);
export type ChangeElementInput = z.output<typeof changeElementSchema>;
