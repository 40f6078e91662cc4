import { expect, it } from "vitest";
import { actorFor } from "@/lib/access/callers/actor-for";
import { requireInSight } from "@/lib/access/callers/in-sight";
import { shareProject } from "@/lib/projects/share-project";
import { newId } from "@/lib/shared/ids";
import { db } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { listExports } from "./list-exports";

it("a film that was made before the project of one of its clips was closed is closed with it, also where the film lies in another", async () => {
  const admin = await makeMember("admin");
  const { teamId, userId } = admin;
  const bo = await makeMember("creator", { teamId });
  const [open, closed] = [await makeProject({ teamId }), await makeProject({ teamId })];
  const clip = await makeGeneration({ teamId, projectId: closed.id, createdById: userId, status: "ready" });
  const cut = { id: newId(), teamId, projectId: open.id, createdById: userId, name: "Trailer", ratio: "16:9", resolution: "720p" };
  await db.sequence.create({ data: cut });
  const made = { inFrame: 0, outFrame: 24, transitionFrames: 0, number: 1 };
  const size = { name: "Trailer", width: 320, height: 180, fit: "fit", isLevelled: false };
  const films = [
    [{ ...made, id: newId(), kind: "clip", generationId: clip.id }],
    [{ ...made, id: newId(), kind: "title", title: "Dawn" }],
  ].map((items) => ({ id: newId(), timeline: { ...size, items } }));
  for (const film of films) {
    await db.sequenceExport.create({
      data: { ...film, teamId, sequenceId: cut.id, createdById: userId, status: "ready", frames: 24 },
    });
    await makeFile({ teamId, exportId: film.id }, "video");
  }
  const seen = async (whose: typeof bo) => {
    const actor = await actorFor(whose.userId, teamId);
    const listed = (await listExports(actor, { id: cut.id })).map(({ id }) => id).sort();
    const asked = await Promise.all(
      films.map(({ id }) =>
        requireInSight(actor, [`/api/exports/${id}`]).then(
          () => true,
          () => false,
        ),
      ),
    );
    return [listed, asked];
  };
  const [mixed, titles] = films.map(({ id }) => id) as [string, string];
  expect(await seen(bo)).toEqual([[mixed, titles].sort(), [true, true]]);
  await shareProject(admin, { id: closed.id, isPrivate: true, people: [] });
  expect(await seen(bo)).toEqual([[titles], [false, true]]);
  expect(await seen(admin)).toEqual([[mixed, titles].sort(), [true, true]]);
});
