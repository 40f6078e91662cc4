import { z } from "zod";
import { idSchema } from "@/lib/shared/inputs";

/** What an address says of whom to find; nonsense in it finds everybody. */
export const findPeopleSchema = z.object({
  q: z.string().trim().min(1).max(200).optional().catch(undefined),
  /** Whoever was last on the page before: by their id, since addresses of people have no place in one of a page. */
  after: z.uuid().optional().catch(undefined),
});
export type FindPeople = z.output<typeof findPeopleSchema>;

export const personLinkSchema = idSchema.extend({ endsSecondStep: z.boolean().default(false) });
export type PersonLinkInput = z.output<typeof personLinkSchema>;
