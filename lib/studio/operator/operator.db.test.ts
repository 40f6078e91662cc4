import { beforeEach, describe, expect, it, vi } from "vitest";
import { findSessionUser, openSession } from "@/lib/access/identity/sessions";
import { findReset } from "@/lib/accounts/reset-password";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { restoreAnyTeam } from "@/lib/teams/restore-team";
import { makeAsset, makeFile, makeGeneration, makeMember, makeProject, makeTeam, makeUser } from "@/lib/testing/factories";
import { disableAccount, enableAccount, endSessionsOf, makeLinkFor } from "./change-people";
import { listPeople } from "./list-people";
import { readStudio } from "./read-studio";
import { readTeamsAndStorage } from "./read-teams";

vi.mock("@/lib/platform/ffmpeg/find-ffmpeg", () => ({
  findFfmpeg: () => Promise.resolve({ path: "ffmpeg", args: [], version: "7.1", source: "machine" }),
}));

const nothing = { q: undefined, after: undefined };
const isIn = async (secret: string) => (await findSessionUser(secret)) !== null;
const kindsOf = async (userId: string) =>
  (await db.accessEvent.findMany({ where: { userId, isCopy: false }, orderBy: { id: "asc" } })).map(({ kind, byId }) => [kind, byId]);

async function makeStudio() {
  const owner = await makeMember("owner");
  const operator = { id: owner.userId };
  const ada = await makeUser({ name: "Ada Harbour", email: `ada-${newId()}@example.com` });
  await makeMember("creator", { teamId: owner.teamId, userId: ada.id });
  return { owner, operator, ada };
}

beforeEach(truncateAll);

describe("whoever runs the studio", () => {
  it("finds everybody, by name, address or team, in parts", async () => {
    const { owner, operator, ada } = await makeStudio();
    const team = await db.team.update({ where: { id: owner.teamId }, data: { name: "Night Shift" } });
    await makeUser({ email: "zz@example.com", disabledAt: new Date() });
    await openSession(ada.id);
    await db.authenticator.create({ data: { userId: ada.id, ciphertext: "x", confirmedAt: new Date() } });
    const find = async (q?: string) => (await listPeople(operator, { ...nothing, q })).people;
    expect((await find()).length).toBe(3);
    const [found] = await find("aDa h");
    expect(found).toMatchObject({ id: ada.id, teams: [team.name], sessions: 1, asksForCode: true, passkeys: 0, isYou: false });
    expect(found!.lastSeenAt).not.toBeNull();
    expect((await find("night sh")).map(({ id }) => id).sort()).toEqual([ada.id, operator.id].sort());
    const [gone] = await find("zz@");
    expect(gone!.disabledAt).not.toBeNull();
    // A percent sign is looked for, and stands for nothing.
    expect(await find("%")).toEqual([]);

    await db.user.createMany({
      data: Array.from({ length: 50 }, (_, at) => ({ id: newId(), name: "Many", email: `many-${at}@example.com`, passwordHash: null })),
    });
    const first = await listPeople(operator, nothing);
    expect(first.next, "an address of a page names no address of a person").toBe(first.people.at(-1)!.id);
    const second = await listPeople(operator, { ...nothing, after: first.next! });
    expect([first.people.length, second.people.length, second.next]).toEqual([50, 3, null]);
    expect(new Set([...first.people, ...second.people].map(({ id }) => id)).size).toBe(53);
  });

  it("disables an account, which ends its sessions and links at once, and enables it as it was", async () => {
    const { operator, ada } = await makeStudio();
    const secret = await openSession(ada.id);
    const { token } = await makeLinkFor(operator, { id: ada.id, endsSecondStep: false });
    expect(await findReset(token)).not.toBeNull();
    await disableAccount(operator, { id: ada.id });
    await disableAccount(operator, { id: ada.id });
    await expect(makeLinkFor(operator, { id: ada.id, endsSecondStep: false })).rejects.toMatchObject({ code: "conflict" });
    await enableAccount(operator, { id: ada.id });
    // What was ended stays so: they sign in anew.
    expect([await isIn(secret), await findReset(token), await isIn(await openSession(ada.id))]).toEqual([false, null, true]);
    expect(await kindsOf(ada.id)).toEqual([
      ["resetLinkMade", operator.id],
      ["accountDisabled", operator.id],
      ["accountEnabled", operator.id],
    ]);
  });

  it("signs somebody out everywhere, and leaves their links", async () => {
    const { operator, ada } = await makeStudio();
    const secrets = [await openSession(ada.id), await openSession(ada.id)];
    const { token } = await makeLinkFor(operator, { id: ada.id, endsSecondStep: true });
    await endSessionsOf(operator, { id: ada.id });
    expect(await Promise.all(secrets.map(isIn))).toEqual([false, false]);
    expect(await findReset(token)).not.toBeNull();
    await expect(endSessionsOf(operator, { id: newId() })).rejects.toMatchObject({ code: "not-found" });
  });

  it("is the only one who may, and never does it to themselves, so that one is always left", async () => {
    const { operator, ada } = await makeStudio();
    const secret = await openSession(operator.id);
    const all = [disableAccount, enableAccount, endSessionsOf, makeLinkFor];
    for (const run of all) {
      await expect(run(ada, { id: operator.id, endsSecondStep: false })).rejects.toMatchObject({ code: "not-allowed" });
      await expect(run(operator, { id: operator.id, endsSecondStep: false })).rejects.toMatchObject({ code: "not-allowed" });
    }
    await expect(listPeople(ada, nothing)).rejects.toMatchObject({ code: "not-allowed" });
    await expect(readTeamsAndStorage(ada)).rejects.toMatchObject({ code: "not-allowed" });
    await expect(readStudio(ada)).rejects.toMatchObject({ code: "not-allowed" });
    expect(await isIn(secret)).toBe(true);

    const other = await makeUser({ isOperator: true });
    const tried = await Promise.allSettled([disableAccount(operator, { id: other.id }), disableAccount(other, { id: operator.id })]);
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.user.count({ where: { isOperator: true, disabledAt: null } })).toBe(1);
  });

  it("sees what each team takes, and brings back one that was deleted", async () => {
    const { owner, operator, ada } = await makeStudio();
    const { teamId } = owner;
    const clip = await makeGeneration({ projectId: (await makeProject({ teamId })).id, teamId, createdById: ada.id, status: "ready" });
    const asset = await makeAsset({ teamId });
    await makeFile({ teamId, generationId: clip.id }, "video", { bytes: 1_000n });
    await makeFile({ teamId, generationId: clip.id }, "poster", { bytes: 10n, isDerived: true });
    await makeFile({ teamId, assetId: asset.id }, "original", { bytes: 200n, trashedAt: new Date() });
    const deletedAt = new Date();
    const gone = await makeTeam({ deletedAt });
    const project = await makeProject({ teamId: gone.id, deletedAt });
    await makeTeam({ deletedAt: new Date(Date.now() - 31 * 86_400_000) });

    const { teams, storage } = await readTeamsAndStorage(operator);
    expect(teams.map(({ id, members, clips, bytes }) => [id, members, clips, bytes])).toEqual([
      [teamId, 2, 1, 1_210],
      [gone.id, 0, 0, 0],
    ]);
    expect(storage.kinds).toEqual([
      { purpose: "clips", files: 1, bytes: 1_000 },
      { purpose: "copies", files: 1, bytes: 10 },
      { purpose: "gone", files: 1, bytes: 200 },
    ]);
    expect(storage.room!.freeBytes).toBeGreaterThan(0);

    await expect(restoreAnyTeam(ada, { id: gone.id })).rejects.toMatchObject({ code: "not-allowed" });
    await restoreAnyTeam(operator, { id: gone.id });
    expect(await db.project.count({ where: { id: project.id, deletedAt: null, team: { deletedAt: null } } })).toBe(1);
    await expect(restoreAnyTeam(operator, { id: gone.id })).rejects.toMatchObject({ code: "not-found" });
  });

  it("reads what the studio runs on and what it has to do", async () => {
    const { owner, operator } = await makeStudio();
    const { id: projectId, teamId } = await makeProject({ teamId: owner.teamId });
    await makeGeneration({ projectId, teamId, createdAt: new Date(Date.now() - 90_000) });
    const long = new Date(Date.now() - 3_600_000);
    await db.workerHeartbeat.createMany({
      data: [
        { id: "here", version: "1" },
        { id: "gone", version: "1", seenAt: long, startedAt: long },
      ],
    });
    const { versions, clips, workers } = await readStudio(operator);
    expect(versions).toMatchObject({ node: process.versions.node, ffmpeg: { version: "7.1", source: "machine" } });
    expect(versions.postgres).toMatch(/^\d+/);
    expect(versions.migrations.last).toMatch(/^\d{14}_/);
    expect(clips).toMatchObject([{ status: "waiting", reason: null, count: 1 }]);
    expect(clips[0]!.oldestSeconds).toBeGreaterThan(89);
    expect(workers.map(({ id, isAlive }) => [id, isAlive])).toEqual([
      ["here", true],
      ["gone", false],
    ]);
  });
});
