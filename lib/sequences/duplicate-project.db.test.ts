import { expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import { db } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { createSequence } from "./create-sequence";
import { duplicateProject } from "./duplicate-project";

it("sets a project up like another, whose clips stay where they are", async () => {
  const owner = await makeMember("owner");
  const { teamId, userId } = owner;
  const creator = await makeMember("creator", { teamId });
  const from = await makeProject({ teamId, preamble: "A woodcut.", aiLabels: "eu", isPrivate: true });
  await db.projectMember.create({ data: { teamId, projectId: from.id, userId: creator.userId } });
  await db.label.create({ data: { id: newId(), teamId, projectId: from.id, name: "Selects", key: "selects", folder: "Day" } });
  const clip = await makeGeneration({ teamId, projectId: from.id, createdById: userId, status: "ready" });
  await createSequence(owner, { id: newId(), projectId: from.id, name: "Trailer", clips: [] });
  const sequence = await db.sequence.findFirstOrThrow({ where: { projectId: from.id } });
  const placed = { teamId, sequenceId: sequence.id, id: newId(), position: 0, generationId: clip.id, inFrame: 0, outFrame: 24 };
  await db.sequenceItem.create({ data: placed });

  const made = await duplicateProject(owner, { id: from.id, name: "Again" });
  const copy = await db.project.findUniqueOrThrow({
    where: { id: made.id },
    include: { members: true, labels: true, sequences: { include: { items: true } }, generations: true },
  });
  expect(copy).toMatchObject({ name: "Again", preamble: "A woodcut.", aiLabels: "eu", isPrivate: true, generations: [] });
  expect(copy.members.map((member) => member.userId)).toEqual([creator.userId]);
  expect(copy.labels).toMatchObject([{ key: "selects", folder: "Day" }]);
  expect(copy.sequences).toMatchObject([{ name: "Trailer", items: [{ generationId: clip.id }] }]);
  await expect(duplicateProject(await makeMember("owner"), { id: from.id, name: "x" })).rejects.toMatchObject({ code: "not-found" });
});
