import { z } from "zod";
import { ACCESS_KINDS, type AccessGroup } from "@/lib/access/record-access";
import { readTimeZone } from "@/lib/i18n/config";

const day = z.iso.date();
/** What an address says; what it says wrongly is not said. */
const maybe = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);

/** What is looked for in the audit of a team. */
export const auditSchema = z.object({
  q: maybe(z.string().trim().min(1).max(200)),
  group: maybe(z.enum(Object.keys(ACCESS_KINDS) as [AccessGroup, ...AccessGroup[]])),
  person: maybe(z.uuid()),
  /** Days as they are in the zone, both with all their hours. */
  from: maybe(day),
  to: maybe(day),
  zone: z.string().max(100).optional().catch(undefined).transform(readTimeZone),
  /** The last row of the page before. */
  before: maybe(z.string().regex(/^[0-9]{1,18}$/)),
});
export type AuditFind = z.output<typeof auditSchema>;
