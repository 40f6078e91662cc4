import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { archiveProject, restoreProject } from "@/lib/projects/change-project";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeDraft } from "@/lib/testing/draft";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { sendToProvider } from "../sending/send";
import { deleteProject } from "./delete-project";
import { submitGeneration } from "./submit";

let actor: Actor;
let id: string;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("owner");
  ({ id } = await makeProject({ teamId: actor.teamId }));
});

const press = (projectId = id) => submitGeneration(actor, { id: newId(), projectId, draft: makeDraft() });
const statusOf = async (clip: { id: string }) => (await db.generation.findUniqueOrThrow({ where: { id: clip.id } })).status;

describe("a deleted project", () => {
  it("cancels what waits, goes on with what the provider has, and comes back with both", async () => {
    const common = { teamId: actor.teamId, projectId: id, createdById: actor.userId, nextActionAt: new Date() };
    const [waiting, running] = [await press(), await makeGeneration({ ...common, status: "running" })];
    const elsewhere = await press((await makeProject({ teamId: actor.teamId })).id);
    await deleteProject(actor, { id });
    expect(await Promise.all([waiting, running, elsewhere].map(statusOf))).toEqual(["cancelled", "running", "waiting"]);
    expect(await db.generation.count({ where: { projectId: id, deletedAt: null } })).toBe(2);
    expect(await restoreProject(actor, { id })).toMatchObject({ id });
    expect(await statusOf(await press())).toBe("waiting");
  });

  it("takes no press, and sends nothing that comes back into line", async () => {
    const lateId = newId();
    const common = { teamId: actor.teamId, projectId: id, createdById: actor.userId, nextActionAt: new Date() };
    await deleteProject(actor, { id });
    await expect(press()).rejects.toMatchObject({ code: "not-found" });
    const { id: held } = await makeGeneration({ ...common, id: lateId, status: "waiting" });
    await sendToProvider(held);
    expect(await statusOf({ id: held })).toBe("cancelled");
    expect(await db.attempt.count()).toBe(0);
    await expect(deleteProject(actor, { id })).rejects.toMatchObject({ code: "not-found" });
  });

  it("is gone at once, however long it takes to cancel what waits", async () => {
    const clip = await press();
    await db
      .$transaction(
        async (tx) => {
          await tx.$queryRaw`SELECT 1 FROM generations WHERE id = ${clip.id}::uuid FOR UPDATE`;
          const deleting = deleteProject(actor, { id });
          await expect.poll(async () => (await db.project.findUniqueOrThrow({ where: { id } })).deletedAt).not.toBeNull();
          return { deleting };
        },
        { timeout: 40_000 },
      )
      .then(({ deleting }) => deleting);
    expect(await statusOf(clip)).toBe("cancelled");
  });

  it("and a press at the same moment leave nothing behind that would be sent", async () => {
    const [pressed] = await Promise.allSettled([press(), deleteProject(actor, { id })]);
    expect(await db.generation.count({ where: { projectId: id, status: "waiting" } })).toBe(0);
    if (pressed.status === "rejected") expect(pressed.reason).toMatchObject({ code: "not-found" });
  });
});

it("an archived project takes no press, and takes it again when it is out of the archive", async () => {
  const before = await press();
  await archiveProject(actor, { id, isArchived: true });
  await expect(press()).rejects.toMatchObject({ code: "project-archived" });
  expect(await statusOf(before)).toBe("waiting");
  await archiveProject(actor, { id, isArchived: false });
  expect(await statusOf(await press())).toBe("waiting");
});
