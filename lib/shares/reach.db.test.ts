import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { parseInput } from "@/lib/access/doors/parse-input";
import { keyOf } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { changeRole } from "@/lib/teams/change-role";
import { listMembers } from "@/lib/teams/queries";
import { removeMember } from "@/lib/teams/remove-member";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { startWebServer } from "@/lib/testing/web-server";
import { beginAttempt } from "@/lib/access/rate-limit";
import { removeLabels, addLabels } from "@/lib/generations/marks/labels";
import { withTransaction } from "@/lib/platform/db/client";
import { createShare } from "./create-share";
import { guestOfAction } from "./guests/guest-of-action";
import { sayAsGuest } from "./guests/guest-comments";
import { openSharedFile } from "./guests/open-shared";
import { openShare } from "./guests/read-shared";
import { listShares } from "./list-shares";
import { revokeShare } from "./revoke-share";
import { createShareSchema, guestCommentSchema } from "./schema";

vi.mock("@/lib/access/callers/visitor-cookies", () => ({ readVisitorCookies: () => Promise.resolve(() => undefined) }));
const web = await startWebServer();
const bytes = randomBytes(1_000);
const visitor = { network: "203.0.113.0/24", locale: "en" } as const;
let owner: Actor;
let ada: Actor;
let projectId: string;
let clip: string;

async function makeClip(): Promise<string> {
  const { teamId, userId } = ada;
  const { id } = await makeGeneration({ teamId, projectId, createdById: userId, status: "ready" });
  await keep(id, "video");
  await keep(id, "preview");
  return id;
}

async function keep(generationId: string, variant: "video" | "preview"): Promise<void> {
  const clip = { teamId: ada.teamId, generationId };
  const { sizeBytes, sha256 } = await getStorage().put(keyOf(clip, variant), bytes);
  await makeFile(clip, variant, { bytes: sizeBytes, sha256 });
}

beforeEach(async () => {
  await truncateAll();
  owner = await makeMember("owner");
  ada = await makeMember("creator", { teamId: owner.teamId });
  projectId = (await makeProject({ teamId: ada.teamId })).id;
  clip = await makeClip();
});

const share = async (given: object = {}) =>
  createShare(ada, parseInput(createShareSchema, { of: { kind: "clips", ids: [clip] }, ...given }));
const collect = async (...ids: string[]) => {
  const label = { id: newId(), teamId: ada.teamId, projectId, name: "Selects", key: "selects" };
  await db.label.create({ data: label });
  await db.clipLabel.createMany({ data: ids.map((generationId) => ({ teamId: ada.teamId, generationId, labelId: label.id })) });
  return { kind: "collection", projectId, name: "Selects" } as const;
};
const look = async (token: string) => openShare(await guestOfAction(visitor, token));
const say = async (token: string, said: object = {}) =>
  sayAsGuest(visitor, parseInput(guestCommentSchema, { token, id: newId(), generationId: clip, name: "Bo", text: "Brighter", ...said }));
const statusOf = async (path: string) => (await web.ask(path)).status;
const heard = async (token: string) => (await (await web.ask(`/api/shares/${token}/comments`)).json()) as { data?: unknown[] };

/** What a guest gets: the page, a clip's bytes, what was said, and a word of their own. */
const reach = async (token: string) => [
  (await look(token)) !== null,
  await statusOf(`/api/shares/${token}/clips/${clip}/video`),
  ((await heard(token)).data ?? []).length > 0,
  await say(token).then(
    () => true,
    () => false,
  ),
];
const ALL = [true, 200, true, true];
const NOTHING = [false, 404, false, false];

describe("a link reaches", () => {
  it("no further than whoever made it: not once they left, may not share, are shut out, or lost sight of the project", async () => {
    const tokens = [(await share()).token, (await share({ of: await collect(clip) })).token];
    const ofAll = () => Promise.all(tokens.map(reach));
    for (const token of tokens) await say(token);
    expect(await ofAll()).toEqual([ALL, ALL]);
    const account = (disabledAt: Date | null) => db.user.update({ where: { id: ada.userId }, data: { disabledAt } });
    await account(new Date());
    expect(await ofAll()).toEqual([NOTHING, NOTHING]);
    await account(null);
    const closed = (isPrivate: boolean) => db.project.update({ where: { id: projectId }, data: { isPrivate } });
    await closed(true);
    expect(await ofAll()).toEqual([NOTHING, NOTHING]);
    expect(await listShares({ ...ada, hidden: [projectId] }, { of: null })).toMatchObject([{ kind: "clips" }]);
    await closed(false);
    expect(await ofAll()).toEqual([ALL, ALL]);
    const linksOf = async () => (await listMembers(owner)).map(({ links }) => links).sort();
    expect(await linksOf()).toEqual([0, 2]);
    await changeRole(owner, { userId: ada.userId, role: "viewer" });
    expect(await linksOf()).toEqual([0, 0]);
    expect(await ofAll()).toEqual([NOTHING, NOTHING]);
    expect(await listShares(owner, { of: null })).toEqual([]);
    await changeRole(owner, { userId: ada.userId, role: "creator" });
    tokens.splice(0, 2, (await share()).token, (await share()).token);
    await removeMember(owner, { userId: ada.userId });
    expect(await ofAll()).toEqual([NOTHING, NOTHING]);
    expect(await listShares(owner, { of: null })).toEqual([]);
  });

  it("neither clips nor words in the trash, in a deleted project or team, or taken out of its collection", async () => {
    const { token } = await share();
    const inCollection = (await share({ of: await collect(clip, await makeClip()) })).token;
    await say(token);
    await say(inCollection);
    const without = async (change: (at: Date | null) => Promise<unknown>) => {
      await change(new Date());
      expect(await reach(token)).toEqual(NOTHING);
      await change(null);
    };
    await without((deletedAt) => db.project.update({ where: { id: projectId }, data: { deletedAt } }));
    await without((deletedAt) => db.team.update({ where: { id: ada.teamId }, data: { deletedAt } }));
    await without((deletedAt) => db.generation.update({ where: { id: clip }, data: { deletedAt } }));
    expect(await reach(token)).toEqual(ALL);
    await db.clipLabel.deleteMany({ where: { generationId: clip } });
    expect(await reach(inCollection)).toEqual([true, 404, false, false]);
  });

  it("what comes back into a collection that was empty", async () => {
    const { token } = await share({ of: await collect(clip) });
    const shelf = { teamId: ada.teamId, projectId };
    await withTransaction((tx) => removeLabels(tx, shelf, [clip], ["Selects"]));
    expect(await look(token)).toBeNull();
    await withTransaction((tx) => addLabels(tx, shelf, [clip], ["Selects"]));
    expect(await look(token)).not.toBeNull();
  });

  it("no further into a file whose bytes are on their way when it ends", async () => {
    const { token, share: made } = await share();
    const file = await openSharedFile(await guestOfAction(visitor, token), { clip, variant: "video", isDownload: false });
    const room = new Uint8Array(100);
    const opened = await file.openRange();
    expect(await opened.read(room)).toHaveLength(100);
    await revokeShare(ada, { id: made.id });
    const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 10_000);
    await expect(opened.read(room)).rejects.toMatchObject({ code: "not-found" });
    now.mockRestore();
    await opened.close();
  });
});

describe("guests", () => {
  const said = (shareId: string, count: number) =>
    db.comment.createMany({
      data: Array.from({ length: count }, () => ({
        ...{ id: newId(), teamId: ada.teamId, shareId, generationId: clip, guestName: "Bo", text: "x", createdAt: new Date(0) },
      })),
    });

  it("say no more in a minute when they all press at once, and the same press is still one comment", async () => {
    const others = await Promise.all([makeClip(), makeClip(), makeClip()]);
    const { token, share: made } = await share({ of: { kind: "clips", ids: [clip, ...others] } });
    const presses = Array.from({ length: 40 }, (_, index) => ({ id: newId(), generationId: [clip, ...others][index % 4] }));
    const answers = await Promise.allSettled(presses.map((press) => say(token, press)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
    expect(await db.comment.count({ where: { shareId: made.id } })).toBe(20);
    await expect(say(token, presses[answers.findIndex(({ status }) => status === "fulfilled")])).resolves.toHaveLength(20);
  });

  it("leave the team room for words of its own, and do not fill a link without end", async () => {
    const { token, share: made } = await share();
    await said(made.id, 200);
    await expect(say(token)).rejects.toMatchObject({ code: "too-many-comments", values: { max: 200 } });
  });

  it("who guess links in crowds keep nobody from signing in", async () => {
    let guessed = 0;
    const crowd = Array.from({ length: 60 }, async (_, network) => {
      await beginAttempt("link", "", String(network));
      guessed++;
    });
    await beginAttempt("sign-in", "ada@example.com", visitor.network);
    expect(guessed).toBeLessThan(30);
    await Promise.all(crowd);
  });
});
