import { beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { db, truncateAll } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { deleteGenerations, purgeGeneration, restoreGenerations } from "./delete";
import { listTrash } from "./list-trash";

let actor: Actor;
let projectId: string;
let id: string;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
  ({ id } = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "failed", nextActionAt: null }));
});

const trash = (who = actor) => listTrash(who, { projectId });

it("what was deleted lies in the trash for thirty days, and can be brought back from it", async () => {
  expect(await trash()).toEqual([]);
  await deleteGenerations(actor, { ids: [id] });
  expect(await trash()).toMatchObject([{ id, canRestore: true }]);
  await restoreGenerations(actor, { ids: [id] });
  expect(await trash()).toEqual([]);
  await deleteGenerations(actor, { ids: [id] });
  await db.generation.update({ where: { id }, data: { deletedAt: new Date(Date.now() - 31 * 86_400_000) } });
  expect(await trash()).toEqual([]);
});

it("what is removed for good leaves the trash, and its row stays for the books", async () => {
  await deleteGenerations(actor, { ids: [id] });
  await purgeGeneration(actor, { id });
  expect(await trash()).toEqual([]);
  expect(await db.generation.count({ where: { id } })).toBe(1);
});

it("only who made it, or an owner, takes it out; another team sees nothing", async () => {
  await deleteGenerations(actor, { ids: [id] });
  const colleague = await makeMember("creator", { teamId: actor.teamId });
  expect(await trash(colleague)).toMatchObject([{ id, canRestore: false }]);
  await expect(purgeGeneration(colleague, { id })).rejects.toMatchObject({ code: "not-allowed" });
  const stranger = await makeMember("owner");
  expect(await trash(stranger)).toEqual([]);
  await expect(purgeGeneration(stranger, { id })).rejects.toMatchObject({ code: "not-found" });
});
