import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { parseInput } from "@/lib/access/doors/parse-input";
import { keyOf } from "@/lib/files/keys";
import { deleteGenerations } from "@/lib/generations/asking/delete";
import { getReview } from "@/lib/generations/review/get-review";
import { saveCaptions } from "@/lib/generations/captions/captions";
import { addComment, deleteComment } from "@/lib/generations/review/comment";
import { commentSchema } from "@/lib/generations/review/schema";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { newSecret } from "@/lib/shared/secrets";
import { saveLook } from "@/lib/teams/save-look";
import { saveLookSchema } from "@/lib/teams/schema";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { browser, freshBrowser } from "@/lib/testing/next-headers";
import { startWebServer } from "@/lib/testing/web-server";
import { createShare } from "./create-share";
import { guestOfAction } from "./guests/guest-of-action";
import { sayAsGuest } from "./guests/guest-comments";
import { countView } from "./guests/count-view";
import { channelOf, framesForGuests, livingChannels } from "./guests/hear";
import { openShare } from "./guests/read-shared";
import { unlockShare } from "./guests/unlock";
import { listShares } from "./list-shares";
import { revokeAllShares, revokeShare } from "./revoke-share";
import { createShareSchema, guestCommentSchema } from "./schema";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const web = await startWebServer();
const bytes = randomBytes(50_000);
const visitor = { network: "203.0.113.0/24", locale: "en" } as const;
let ada: Actor;
let projectId: string;
let clip: string;
let other: string;

async function makeClip(of: Actor, prompt: string): Promise<string> {
  const { id } = await makeGeneration({ teamId: of.teamId, projectId, createdById: of.userId, status: "ready", prompt });
  for (const variant of ["video", "preview", "poster"] as const) {
    const owner = { teamId: of.teamId, generationId: id };
    const { sizeBytes, sha256 } = await getStorage().put(keyOf(owner, variant), bytes);
    await makeFile(owner, variant, { bytes: sizeBytes, sha256, width: 1280, height: 720, durationMs: 5000 });
  }
  return id;
}

beforeEach(async () => {
  await truncateAll();
  freshBrowser();
  ada = await makeMember("creator");
  projectId = (await makeProject({ teamId: ada.teamId, name: "Secret project" })).id;
  clip = await makeClip(ada, "A secret prompt");
  other = await makeClip(ada, "Another prompt");
});

type Given = Partial<Parameters<typeof createShareSchema.parse>[0] & object>;
const share = async (given: Given = {}, actor = ada) =>
  createShare(actor, parseInput(createShareSchema, { of: { kind: "clips", ids: [clip] }, ...given }));
const look = async (token: string) => openShare(await guestOfAction(visitor, token));
const statusOf = async (path: string, headers: Record<string, string> = {}) => (await web.ask(path, { headers })).status;
/** Each way to bytes, and to what is said. */
const everyWay = (token: string): string[] => [
  ...["video", "poster", "video?download=1"].map((file) => `/api/shares/${token}/clips/${clip}/${file}`),
  `/api/shares/${token}/comments`,
  `/api/shares/${token}/events`,
  `/api/shares/${token}/film`,
];
const statusesOf = (token: string) =>
  Promise.all(everyWay(token).map(async (path) => (await web.ask(path, { isHeadEnough: true })).status));
const NOWHERE = [404, 404, 404, 404, 404, 404];
const say = async (token: string, said: object = {}) =>
  sayAsGuest(visitor, parseInput(guestCommentSchema, { token, id: newId(), generationId: clip, name: "Bo", text: "Brighter", ...said }));

describe("a link", () => {
  it("shows its clips and only what it declares, to anybody who has it, for thirty days unless told", async () => {
    const { token, share: made } = await share({ title: "  Rough\ncut " });
    expect(Math.round((Date.parse(made.expiresAt) - Date.now()) / 86_400_000)).toBe(30);
    expect(await db.share.count({ where: { tokenHash: { contains: token } } })).toBe(0);
    const opened = await look(token);
    if (opened?.kind !== "open") throw new Error("it is open");
    const told = JSON.stringify(opened.view);
    for (const hidden of ["secret", "Secret", "Person", ada.userId, projectId]) expect(told).not.toContain(hidden);
    expect(opened.view).toMatchObject({
      title: "Rough cut",
      film: null,
      clips: [{ id: clip, plays: true, isPreparing: false, canDownload: false, recipe: null }],
    });
    const response = await web.ask(`/api/shares/${token}/clips/${clip}/video`, { headers: { range: "bytes=0-9" } });
    expect(response.status).toBe(206);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ "cache-control": "private, no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow" },
      ...{ "content-disposition": expect.not.stringContaining("ecret") as string },
    });
    const withRecipe = await look((await share({ showsRecipe: true })).token);
    expect(withRecipe).toMatchObject({ view: { clips: [{ recipe: { prompt: "A secret prompt" } }] } });
  });

  it("gives no other clip, no other file of it, no download unless allowed, and nothing to a frame that was not allowed", async () => {
    const { token } = await share();
    for (const file of [
      `${other}/video`,
      `${clip}/preview`,
      `${clip}/lastFrame`,
      `${clip}/original`,
      `${newId()}/video`,
      "..%2F/video",
      `${clip}/video?download=1`,
    ])
      expect([file, await statusOf(`/api/shares/${token}/clips/${file}`)]).toEqual([file, 404]);
    const open = await share({ allowsDownload: true, title: "Cut / 1" });
    const download = await web.ask(`/api/shares/${open.token}/clips/${clip}/video?download=1`);
    expect([download.status, download.headers.get("content-disposition")]).toEqual([
      200,
      expect.stringMatching(/^attachment; filename="Cut-1-/),
    ]);
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" };
    expect(await statusOf(`/api/shares/${token}/clips/${clip}/video`, headers)).toBe(403);
    const framed = async (one: string) => (await web.ask(`/embed/${one}`)).headers.get("content-security-policy");
    expect(await framed(token)).toContain("frame-ancestors 'none'");
    expect(await framed((await share({ allowsEmbed: true })).token)).toContain("frame-ancestors *");
    await expect(share({ allowsEmbed: true, passphrase: "a long phrase" })).rejects.toMatchObject({
      fields: { passphrase: { code: "notWithEmbed" } },
    });
  });

  it("has the captions of its clips to be read along, and of no other", async () => {
    const { token } = await share();
    const captions = (id: string) => web.ask(`/api/shares/${token}/clips/${id}/captions.vtt`);
    expect((await captions(clip)).status).toBe(404);
    const text = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nAhoy\n";
    for (const id of [clip, other]) await saveCaptions(ada, { id, text, version: 0 });
    const answer = await captions(clip);
    expect([answer.headers.get("content-type"), await answer.text()]).toEqual(["text/vtt; charset=utf-8", text]);
    expect(await look(token)).toMatchObject({ view: { clips: [{ hasCaptions: true }] } });
    expect((await captions(other)).status).toBe(404);
    await revokeAllShares({ ...ada, role: "owner" });
    expect((await captions(clip)).status).toBe(404);
  });

  it("leads nowhere once it is revoked, over, or of clips that were thrown away, and as if it had never been", async () => {
    const links = await Promise.all([share(), share(), share({ of: { kind: "clips", ids: [other] } })]);
    const [revoked, over, trashed] = links.map(({ token }) => token) as [string, string, string];
    expect(await statusesOf(revoked)).toEqual([200, 200, 404, 200, 200, 404]);
    await revokeShare(ada, { id: links[0].share.id });
    await revokeShare(ada, { id: links[0].share.id });
    await db.share.update({ where: { id: links[1].share.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    await deleteGenerations(ada, { ids: [other] });
    expect(await look(newSecret())).toBeNull();
    expect(await statusOf(`/api/shares/${newSecret()}/clips/${clip}/video`)).toBe(404);
    for (const token of [revoked, over, "short"]) {
      expect(await look(token)).toBeNull();
      expect(await statusesOf(token)).toEqual(NOWHERE);
      await expect(say(token)).rejects.toMatchObject({ code: "not-found" });
      await expect(unlockShare(visitor, { token, passphrase: "x" })).rejects.toMatchObject({ code: "not-found" });
      await expect(countView(visitor, { token })).rejects.toMatchObject({ code: "not-found" });
    }
    expect(await look(trashed)).toBeNull();
    expect(await statusOf(`/api/shares/${trashed}/clips/${other}/video`)).toBe(404);
  });

  it("keeps whoever lacks its passphrase from every byte, and lets them in by the right one", async () => {
    const { token } = await share({ passphrase: "correct horse" });
    expect(await look(token)).toMatchObject({ kind: "locked" });
    expect(await statusesOf(token)).toEqual(NOWHERE);
    await expect(say(token)).rejects.toMatchObject({ code: "not-found" });
    await expect(unlockShare(visitor, { token, passphrase: "wrong horse" })).rejects.toMatchObject({ code: "bad-input" });
    await unlockShare(visitor, { token, passphrase: "correct horse" });
    expect(await look(token)).toMatchObject({ kind: "open" });
    expect(await statusesOf(token)).toEqual([200, 200, 404, 200, 200, 404]);
    // A pass is for one link, and nobody writes one by hand.
    expect(await look((await share({ passphrase: "correct horse" })).token)).toMatchObject({ kind: "locked" });
    const [[name, pass]] = [...browser.cookies] as [[string, string]];
    browser.cookies.set(name, `${Date.now() + 9e9}.${pass.split(".")[1]}`);
    expect(await look(token)).toMatchObject({ kind: "locked" });
  });

  it("slows down whoever guesses its passphrase, or links", async () => {
    const { token } = await share({ passphrase: "correct horse" });
    await Promise.all(Array.from({ length: 4 }, () => unlockShare(visitor, { token, passphrase: "guess" }).catch(() => undefined)));
    const keys = async (scope: string) => db.signInFailure.count({ where: { key: { startsWith: `${scope}:pair:` } } });
    expect(await keys("share")).toBe(4);
    const guests = Array.from({ length: 4 }, () => ({ token: newSecret(), network: visitor.network, cookie: () => undefined }));
    expect(await Promise.all(guests.map(openShare))).toEqual([null, null, null, null]);
    expect(await keys("link")).toBe(4);
    // A link that there was is no guess.
    await revokeAllShares({ ...ada, role: "owner" });
    await look(token);
    expect(await keys("link")).toBe(4);
  });

  it("follows a collection and a sequence, and is about nothing of another team", async () => {
    const label = { id: newId(), teamId: ada.teamId, projectId, name: "Selects", key: "selects" };
    await db.label.create({ data: label });
    await db.clipLabel.create({ data: { teamId: ada.teamId, generationId: clip, labelId: label.id } });
    const { token } = await share({ of: { kind: "collection", projectId, name: "selects" } });
    const idsOf = async (one: string) => {
      const opened = await look(one);
      return opened?.kind === "open" ? opened.view.clips.map(({ id }) => id) : opened;
    };
    expect(await idsOf(token)).toEqual([clip]);
    await db.clipLabel.create({ data: { teamId: ada.teamId, generationId: other, labelId: label.id } });
    expect(await idsOf(token)).toEqual([clip, other]);
    const cut = { id: newId(), teamId: ada.teamId, projectId, createdById: ada.userId, name: "Trailer", ratio: "16:9", resolution: "720p" };
    await db.sequence.create({ data: cut });
    const item = { teamId: ada.teamId, sequenceId: cut.id, inFrame: 24, outFrame: 48 };
    for (const [position, generationId] of [other, clip].entries())
      await db.sequenceItem.create({ data: { ...item, id: newId(), position, generationId } });
    const film = await share({ of: { kind: "sequence", id: cut.id } });
    expect(await look(film.token)).toMatchObject({
      view: { title: "Trailer", clips: [{ id: other, part: { from: 1, to: 2 } }, { id: clip }] },
    });
    // Once it is exported, guests see the film and not what was cut away.
    const timeline = { name: "Trailer", width: 1280, height: 720, fit: "fit", isLevelled: false, items: [] };
    const made = {
      id: newId(),
      teamId: ada.teamId,
      sequenceId: cut.id,
      createdById: ada.userId,
      status: "ready",
      timeline,
      frames: 24,
    } as const;
    await db.sequenceExport.create({ data: made });
    const owner = { teamId: ada.teamId, exportId: made.id };
    const { sizeBytes, sha256 } = await getStorage().put(keyOf(owner, "video"), bytes);
    await makeFile(owner, "video", { bytes: sizeBytes, sha256, width: 1280, height: 720 });
    expect(await look(film.token)).toMatchObject({ view: { film: { width: 1280 }, clips: [{ plays: false }, { plays: false }] } });
    expect(await statusOf(`/api/shares/${film.token}/film`)).toBe(200);
    expect(await statusOf(`/api/shares/${film.token}/film?download=1`)).toBe(404);
    expect(await statusOf(`/api/shares/${film.token}/clips/${clip}/video`)).toBe(404);
    await db.team.update({ where: { id: ada.teamId }, data: { deletedAt: new Date() } });
    expect(await look(film.token)).toBeNull();
    await db.team.update({ where: { id: ada.teamId }, data: { deletedAt: null } });
    await db.project.update({ where: { id: projectId }, data: { deletedAt: new Date() } });
    expect([await look(film.token), await look(token)]).toEqual([null, null]);
    expect(await statusOf(`/api/shares/${film.token}/film`)).toBe(404);
    const stranger = await makeMember("owner");
    for (const of of [
      { kind: "clips", ids: [clip] },
      { kind: "collection", projectId, name: "Selects" },
      { kind: "sequence", id: cut.id },
    ] as const)
      await expect(share({ of }, stranger)).rejects.toMatchObject({ code: "not-found" });
  });

  it("is seen and ended by whoever made it, and by an owner, with what it was looked at", async () => {
    const owner = await makeMember("owner", { teamId: ada.teamId });
    const bo = await makeMember("creator", { teamId: ada.teamId });
    const { share: made, token } = await share();
    await countView(visitor, { token });
    const of = { kind: "clips" as const, ids: [clip] };
    expect(await listShares(ada, { of })).toMatchObject([{ id: made.id, views: 1, what: { count: 1 } }]);
    expect(await listShares(owner, { of: null })).toHaveLength(1);
    expect(await listShares(bo, { of })).toEqual([]);
    await expect(revokeShare(bo, { id: made.id })).rejects.toMatchObject({ code: "not-found" });
    await expect(revokeShare(await makeMember("owner"), { id: made.id })).rejects.toMatchObject({ code: "not-found" });
    expect(await revokeAllShares(owner)).toEqual({ count: 1 });
    expect(await listShares(owner, { of: null })).toEqual([]);
  });
});

describe("the look of a team", () => {
  const owner = (): Actor => ({ ...ada, role: "owner" });

  it("is seen by guests, also before the passphrase, with a logo that was drawn anew", async () => {
    const { token } = await share({ passphrase: "correct horse" });
    expect(await statusOf(`/api/shares/${token}/logo`)).toBe(404);
    const png = await sharp({ create: { width: 1600, height: 400, channels: 4, background: "#3366cc80" } })
      .png()
      .toBuffer();
    await saveLook(owner(), parseInput(saveLookSchema, { accent: "#3366CC", logo: png.toString("base64") }));
    const opened = await look(token);
    expect(opened).toMatchObject({ kind: "locked", team: { accent: "#3366cc", logo: { width: 512, height: 128 } } });
    const logo = await web.ask(`/api/shares/${token}/logo`);
    expect([logo.status, logo.headers.get("content-type")]).toEqual([200, "image/webp"]);
    expect((await sharp(Buffer.from(await logo.arrayBuffer())).metadata()).format).toBe("webp");
    // The colour alone leaves the logo.
    await saveLook(owner(), parseInput(saveLookSchema, { accent: null }));
    expect(await look(token)).toMatchObject({ team: { accent: null, logo: { width: 512 } } });
    await saveLook(owner(), parseInput(saveLookSchema, { accent: null, logo: null }));
    expect(await look(token)).toMatchObject({ team: { logo: null } });
  });

  it("takes no picture that could run, and no colour that is none", async () => {
    for (const text of ["<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "no picture at all"])
      await expect(saveLook(owner(), { accent: null, logo: Buffer.from(text).toString("base64") })).rejects.toMatchObject({
        code: "unreadable-media",
      });
    for (const accent of ["red", "#fff", "#3366cc;background:url(//evil)"])
      expect(() => parseInput(saveLookSchema, { accent })).toThrow("bad-input");
  });
});

describe("a guest", () => {
  it("says something that the team reads and answers, and hears nothing that the team says among itself", async () => {
    const { token } = await share();
    const team = (said: object) =>
      addComment(ada, parseInput(commentSchema, { id: newId(), generationId: clip, text: "Among us", ...said }));
    await team({});
    const id = newId();
    const threads = await say(token, { id, second: 1.5, name: " Bo " });
    expect(await say(token, { id, second: 1.5 })).toEqual(threads);
    expect(threads).toMatchObject([{ name: "Bo", text: "Brighter", second: 1.5, isTeam: false }]);
    const review = await getReview(ada, clip);
    expect(review.comments).toMatchObject([
      { text: "Among us" },
      { author: { id: null, name: "Bo", isGuest: true, linkBy: ada.userId }, frames: { from: 36, to: 36 } },
    ]);
    expect([review.verdict, review.reviewers]).toEqual([null, []]);
    await team({ parentId: id, text: "Done" });
    const heard = await (await web.ask(`/api/shares/${token}/comments`)).json();
    expect(heard).toMatchObject({ ok: true, data: [{ text: "Brighter", replies: [{ text: "Done", isTeam: true }] }] });
    // Another link of the same clip has a conversation of its own.
    const second = await share();
    await expect(say(second.token, { id })).rejects.toMatchObject({ code: "idempotency-mismatch" });
    await expect(say(second.token, { parentId: id })).rejects.toMatchObject({ code: "not-found" });
    expect(await (await web.ask(`/api/shares/${second.token}/comments`)).json()).toMatchObject({ data: [] });
  });

  it("hears that something was said through the link, and nothing else that happens to a clip or beside it", async () => {
    const { share: made, token } = await share({ of: { kind: "clips", ids: [clip, other] } });
    const channel = channelOf({ teamId: ada.teamId, id: made.id });
    const heard = (id: string) => framesForGuests(channel, [{ kind: "generation", id }]);
    expect(await heard(clip)).toBe("");
    await say(token);
    expect([await heard(clip), await heard(other)]).toEqual(["data: {}\n\n", ""]);
    expect([...(await livingChannels([channel]))]).toEqual([channel]);
    await revokeShare(ada, { id: made.id });
    expect([...(await livingChannels([channel]))]).toEqual([]);
  });

  it("is silenced by whoever made the link and by who moderates, and by no other", async () => {
    const { token } = await share();
    const [first, second] = [newId(), newId()];
    for (const id of [first, second]) await say(token, { id });
    const bo = await makeMember("creator", { teamId: ada.teamId });
    await expect(deleteComment(bo, { id: first })).rejects.toMatchObject({ code: "not-allowed" });
    await deleteComment(ada, { id: first });
    await deleteComment(await makeMember("admin", { teamId: ada.teamId }), { id: second });
    expect(await db.comment.count({ where: { deletedAt: null } })).toBe(0);
  });

  it("has a name, says it of a clip that the link shows, where comments are allowed, and not without end", async () => {
    const { token } = await share();
    await expect(say(token, { name: "\u200b" })).rejects.toMatchObject({ fields: { name: { code: "required" } } });
    await expect(say(token, { generationId: other })).rejects.toMatchObject({ code: "not-found" });
    const quiet = await share({ allowsComments: false });
    await expect(say(quiet.token)).rejects.toMatchObject({ code: "not-found" });
    expect(await statusOf(`/api/shares/${quiet.token}/comments`)).toBe(404);
    for (let count = 0; count < 20; count++) await say(token);
    await expect(say(token)).rejects.toMatchObject({ code: "too-many-requests" });
  });
});
