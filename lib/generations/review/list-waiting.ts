import type { Actor } from "@/lib/access/callers/actor";
import { notHidden } from "@/lib/access/callers/in-sight";
import { db } from "@/lib/platform/db/client";
import { cutPrompt } from "../view";
import type { WaitingView } from "./view";

/** More than anybody looks at before the first of them is done. */
const MOST = 100;

/** The clips of a team that whoever asks was asked to look at and has not said anything of; what is due first comes first. */
export async function listWaiting(actor: Actor): Promise<WaitingView[]> {
  const { teamId, userId } = actor;
  const rows = await db.review.findMany({
    where: {
      teamId,
      userId,
      askedAt: { not: null },
      verdict: null,
      generation: { deletedAt: null, projectId: notHidden(actor), project: { deletedAt: null } },
    },
    orderBy: [{ generation: { reviewDueOn: { sort: "asc", nulls: "last" } } }, { askedAt: "desc" }, { generationId: "asc" }],
    take: MOST,
    select: {
      generation: {
        select: {
          ...{ id: true, name: true, prompt: true, take: true, reviewDueOn: true },
          project: { select: { slug: true, name: true } },
          files: { where: { variant: "poster" }, select: { id: true } },
        },
      },
    },
  });
  return rows.map(({ generation: { id, name, prompt, take, reviewDueOn, project, files } }) => ({
    ...{ id, title: name ?? cutPrompt(prompt), take, project, hasPoster: files.length > 0 },
    dueOn: reviewDueOn?.toISOString().slice(0, 10) ?? null,
  }));
}
