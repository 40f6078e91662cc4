import { z } from "zod";
import type { Actor } from "@/lib/access/callers/actor";
import { notHidden } from "@/lib/access/callers/in-sight";
import { db, type Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { LockedClip } from "../lock-clips";
import { cutPrompt } from "../view";
import type { ActivityKind, ActivityPage } from "./view";

const PAGE_SIZE = 40;
const detailSchema = z.object({ stars: z.number().optional(), whose: z.string().optional() });

/** Writes down what this person did with these clips, in the transaction that does it. @param detail how many stars, or whose word */
export async function recordActivity(
  tx: Tx,
  { teamId, userId }: Actor,
  kind: ActivityKind,
  clips: readonly Pick<LockedClip, "id" | "projectId">[],
  detail?: z.output<typeof detailSchema>,
): Promise<void> {
  await tx.activity.createMany({
    data: clips.map(({ id, projectId }) => ({
      ...{ teamId, projectId, generationId: id, actorId: userId, kind },
      ...(detail && { detail }),
    })),
  });
}

/** As handed out by the page before; anything else starts at the top. */
const cursorSchema = z.string().regex(/^[0-9]{1,18}$/);

/** What was done with the clips of a project, the newest first. Pages follow the id of the last row, so that none is missed or told twice. */
export async function listActivity(
  actor: Pick<Actor, "teamId" | "hidden">,
  projectId: string,
  cursor: string | null,
): Promise<ActivityPage> {
  const before = cursorSchema.safeParse(cursor).data;
  const rows = await db.activity.findMany({
    // A clip that was moved on since may lie where it is closed to them.
    where: {
      projectId,
      teamId: actor.teamId,
      generation: { projectId: notHidden(actor) },
      ...(before !== undefined && { id: { lt: BigInt(before) } }),
    },
    orderBy: { id: Prisma.SortOrder.desc },
    take: PAGE_SIZE + 1,
    select: {
      ...{ id: true, kind: true, detail: true, createdAt: true },
      actor: { select: { name: true } },
      generation: { select: { id: true, name: true, prompt: true, take: true, projectId: true, deletedAt: true } },
    },
  });
  const shown = rows.slice(0, PAGE_SIZE);
  return {
    items: shown.map(({ id, kind, detail, createdAt, actor: { name: by }, generation }) => ({
      ...{ id: String(id), kind: kind as ActivityKind, by, at: createdAt.toISOString() },
      stars: detailSchema.safeParse(detail).data?.stars ?? null,
      whose: detailSchema.safeParse(detail).data?.whose ?? null,
      clip: {
        id: generation.id,
        title: generation.name ?? cutPrompt(generation.prompt),
        take: generation.take,
        isHere: generation.projectId === projectId && generation.deletedAt === null,
      },
    })),
    nextCursor: rows.length > PAGE_SIZE ? String(shown.at(-1)!.id) : null,
  };
}
