import { db, type Db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import type { ElementRef } from "./view";

const WITH_ELEMENT = {
  element: { select: { consentUntil: true } },
  files: { select: { assetId: true } },
} as const satisfies Prisma.ElementVersionInclude;

/** What a press, a draft and a clip know of a version, and which files belong to it. */
export interface ReadVersion {
  ref: ElementRef;
  assetIds: string[];
}

export const dayOf = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null;

/**
 * These versions of a team's elements, by their ids. Of elements that were deleted too: whoever has one in the composer goes on
 * with it, as with a file in the trash, and its consent counts on.
 */
export async function readVersions(teamId: string, ids: readonly (string | undefined)[], ask: Db = db): Promise<Map<string, ReadVersion>> {
  const wanted = [...new Set(ids)].filter((id) => id !== undefined);
  if (wanted.length === 0) return new Map();
  const rows = await ask.elementVersion.findMany({ where: { teamId, id: { in: wanted } }, include: WITH_ELEMENT });
  return new Map(
    rows.map(({ id, elementId, name, text, element, files }) => [
      id,
      {
        ref: { id: elementId, versionId: id, name, text, consentUntil: dayOf(element.consentUntil) },
        assetIds: files.map(({ assetId }) => assetId),
      },
    ]),
  );
}
