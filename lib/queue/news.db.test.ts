import { db } from "@/lib/testing/database";
import { describe, expect, it } from "vitest";
import type { LiveEvent } from "@/lib/platform/events/event";
import { newId } from "@/lib/shared/ids";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { statementsOf } from "@/lib/testing/query-plans";
import { getGeneration } from "@/lib/generations/queries";
import { withNews } from "./news";

describe("what open pages are told", () => {
  it("is the card of each clip that changed, that one is gone, and how much is open; other changes stay as they are", async () => {
    const actor = await makeMember("creator");
    const { id: projectId } = await makeProject({ teamId: actor.teamId });
    const ofTeam = { teamId: actor.teamId, projectId, createdById: actor.userId };
    const [open, gone, theirs] = [
      await makeGeneration(ofTeam),
      await makeGeneration({ ...ofTeam, status: "ready" }),
      await makeGeneration(),
    ];
    await db.generation.update({ where: { id: gone.id }, data: { deletedAt: new Date() } });
    const changes: LiveEvent[] = [
      { kind: "project", id: projectId },
      ...[open, gone, theirs].map(({ id }) => ({ kind: "generation" as const, id })),
    ];
    const nothing = { projectId: null, card: null };
    expect(await withNews(actor.teamId, changes)).toEqual([
      { kind: "project", id: projectId },
      { kind: "generation", id: open.id, news: { projectId, card: await getGeneration(actor, open.id) } },
      { kind: "generation", id: gone.id, news: nothing },
      // Another team's is as if it never was.
      { kind: "generation", id: theirs.id, news: nothing },
      { kind: "queue", id: actor.teamId, news: { running: 0, waiting: 1, uncertain: 0, own: { [actor.userId]: 1 } } },
    ]);
  });

  it("is read by as many statements for sixty clips as for one, and by none for what is no clip", async () => {
    const actor = await makeMember("creator");
    const { id: projectId } = await makeProject({ teamId: actor.teamId });
    const rows = await Promise.all(
      Array.from({ length: 60 }, () => makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready" })),
    );
    const changes = rows.map(({ id }): LiveEvent => ({ kind: "generation", id }));
    const count = async (events: LiveEvent[]) => (await statementsOf(() => withNews(actor.teamId, events))).length;
    expect(await count(changes)).toBe(2);
    expect(await count(changes.slice(0, 1))).toBe(2);
    expect(await count([{ kind: "project", id: newId() }])).toBe(0);
  });
});
