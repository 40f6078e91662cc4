import { db, truncateAll } from "@/lib/testing/database";
import { expect, it } from "vitest";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { listRefusals } from "./list-refusals";

it("counts what moderation refused of a project's newest clips, tidied away or not, and nothing of others", async () => {
  await truncateAll();
  const actor = await makeMember("creator");
  const harbour = await makeProject({ teamId: actor.teamId, slug: "harbour", name: "Harbour" });
  const quiet = await makeProject({ teamId: actor.teamId, slug: "quiet" });
  let minutes = 0;
  const end = (projectId: string, status: "ready" | "refused" | "failed", errorCode: string | null = null) =>
    makeGeneration({ projectId, status, errorCode, createdById: actor.userId, finishedAt: new Date(Date.now() - 60_000 * minutes++) });
  const tidied = await end(harbour.id, "refused", "outputAudio");
  await db.generation.update({ where: { id: tidied.id }, data: { deletedAt: new Date() } });
  await end(harbour.id, "refused", "outputAudio");
  await end(harbour.id, "refused", "inputText");
  await end(harbour.id, "refused", "invalidDuration");
  await end(harbour.id, "failed", "server");
  await end(harbour.id, "ready");
  await end(quiet.id, "ready");
  const stranger = await makeProject();
  await makeGeneration({ projectId: stranger.id, status: "refused", errorCode: "outputVideo", finishedAt: new Date() });

  const told = {
    project: { slug: "harbour", name: "Harbour" },
    judged: 4,
    refused: [
      { kind: "inputText", count: 1 },
      { kind: "outputAudio", count: 2 },
    ],
  };
  expect(await listRefusals(actor, {})).toEqual([told]);
  expect(await listRefusals(actor, { project: "harbour" })).toEqual([told]);
  expect(await listRefusals(actor, { project: "quiet" })).toMatchObject([{ judged: 1, refused: [] }]);
  await expect(listRefusals(actor, { project: stranger.slug })).rejects.toMatchObject({ code: "not-found" });

  // Those before the newest hundred say nothing of how it goes now.
  await db.$executeRaw`
    INSERT INTO generations SELECT copy.* FROM generations AS original, generate_series(1, 100) AS number,
    LATERAL jsonb_populate_record(original, jsonb_build_object('id', gen_random_uuid(), 'status', 'ready', 'error_code', null,
      'deleted_at', null, 'finished_at', now() + number * interval '1 second')) AS copy WHERE original.id = ${tidied.id}::uuid`;
  expect(await listRefusals(actor, { project: "harbour" })).toMatchObject([{ judged: 100, refused: [] }]);
});
