import type { Actor } from "@/lib/access/callers/actor";
import { filesInSight } from "@/lib/access/callers/in-sight";
import { readVersions } from "@/lib/assets/elements/read-versions";
import { USABLE } from "@/lib/assets/usable";
import { toAssetView } from "@/lib/assets/view";
import { db } from "@/lib/platform/db/client";
import { draftSchema } from "../schema";
import { upgradeDraft } from "./upgrade";
import type { DraftView } from "./view";

/**
 * What this person last had in this project's composer, with the assets that still exist for them: one whose project was
 * closed since would be refused at every save. Null when there is nothing, or nothing that today's studio can read: an
 * empty composer is better than none.
 */
export async function getDraft(actor: Actor, projectId: string): Promise<DraftView | null> {
  const row = await db.draft.findFirst({
    where: { projectId, userId: actor.userId, teamId: actor.teamId },
    select: { body: true, version: true },
  });
  if (!row) return null;
  const parsed = draftSchema.safeParse(upgradeDraft(row.body));
  if (!parsed.success) return null;
  const draft = parsed.data;
  const [assets, versions] = await Promise.all([
    db.asset.findMany({ where: { teamId: actor.teamId, ...USABLE, id: { in: draft.inputs.map((input) => input.assetId) } } }),
    readVersions(
      actor.teamId,
      draft.inputs.map((input) => input.elementVersionId),
    ),
  ]);
  const elements = [...versions.values()].map(({ ref }) => ref);
  return {
    draft,
    assets: (await filesInSight(actor, assets)).map(toAssetView),
    ...(elements.length > 0 && { elements }),
    version: row.version,
  };
}
