import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { db } from "@/lib/testing/database";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor, Role } from "@/lib/access/callers/actor";
import { startSession } from "@/lib/access/identity/auth";
import type { Access, Door } from "@/lib/access/operation";
import { type Permission, roleMay } from "@/lib/access/permissions";
import { EMULATOR_ACCOUNT } from "@/lib/connections/connection";
import { OPERATIONS } from "@/lib/operations";
import { assetKey, keyOf, mediaKey } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { routes } from "@/lib/server/routes";
import { newId } from "@/lib/shared/ids";
import { newSecret } from "@/lib/shared/secrets";
import type { ActionResult } from "@/lib/shared/result";
import { createShare } from "@/lib/shares/create-share";
import { revokeShare } from "@/lib/shares/revoke-share";
import { type CreateShareInput, createShareSchema } from "@/lib/shares/schema";
import { removeMember } from "@/lib/teams/remove-member";
import { makeDraft } from "@/lib/testing/draft";
import { makeAsset, makeFile, makeGeneration, makeInvite, makeMember, makeProject } from "@/lib/testing/factories";
import { freshBrowser, replaceRequiredHeaders } from "@/lib/testing/next-headers";
import { startWebServer } from "@/lib/testing/web-server";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

// Which operation each action and route was made from, and whether what stands behind the door is to be left undone.
const made = vi.hoisted(() => ({ from: new Map<unknown, Door & { kind: string }>(), isProbe: false }));

vi.mock("@/lib/access/doors/as-action", async (original) => noting(await original()));
vi.mock("@/lib/access/doors/as-route", async (original) => noting(await original()));

type Maker = (operation: Door & { run: (...given: unknown[]) => unknown }) => unknown;
function noting(makers: Record<string, Maker>): Record<string, Maker> {
  const noted = ([kind, make]: [string, Maker]): [string, Maker] => [
    kind,
    (operation) => {
      const run = (...given: unknown[]): unknown => (made.isProbe ? Promise.resolve("came in") : operation.run(...given));
      const result = make({ ...operation, run });
      made.from.set(result, { name: operation.name, permission: operation.permission, kind });
      return result;
    },
  ];
  return Object.fromEntries(Object.entries(makers).map(noted));
}

/** Rows of one team, or ids and a slug under which there is nothing. */
interface World {
  slug: string;
  member: string;
  project: string;
  projectSlug: string;
  generation: string;
  /** Another clip. */
  second: string;
  asset: string;
  upload: string;
  alarm: string;
  unclaimed: string;
  download: string;
  invite: string;
  snippet: string;
  comment: string;
  view: string;
  sequence: string;
  film: string;
  person: string;
  mend: string;
  element: string;
  share: string;
  token: string;
  filmToken: string;
}

const draft = (w: World) => makeDraft({ mode: "references", inputs: [{ role: "reference", assetId: w.asset }] });
const content = (w: World) => ({
  ...{ name: "Rough cut", ratio: "16:9", resolution: "720p", fit: "fit", isLevelled: false },
  items: [{ kind: "clip", id: newId(), generationId: w.generation, inFrame: 0, outFrame: 24, transitionFrames: 0 }],
});
const shareOf = (of: CreateShareInput["of"]) => createShareSchema.parse({ of });
const person = () => ({ name: "Bo", email: `bo-${newId()}@example.com`, password: "a long pass phrase" });

const signed = { id: "AQID", rawId: "AQID", type: "public-key", clientExtensionResults: {} };
const answer = { ...signed, response: { clientDataJSON: "AA", authenticatorData: "AA", signature: "AA" } };

/** What each operation is asked with: good input, whose ids are those of the world. */
const INPUTS: Record<string, (w: World) => unknown> = {
  "accounts.signUp": () => ({ ...person(), setupCode: "wrong" }),
  "accounts.signIn": () => ({ email: "nobody@example.com", password: "wrong" }),
  "accounts.enterCode": () => ({ kind: "authenticator", code: "000000" }),
  "accounts.prove": () => ({ password: "wrong" }),
  "accounts.askToSignIn": () => ({}),
  "accounts.signInByPasskey": () => ({ answer }),
  "accounts.askToProve": () => ({}),
  "accounts.proveByPasskey": () => ({ answer }),
  "accounts.beginPasskey": () => ({}),
  "accounts.addPasskey": () => ({ answer: { ...signed, response: { clientDataJSON: "AA", attestationObject: "AA" } } }),
  "accounts.renamePasskey": () => ({ id: newId(), name: "Key ring" }),
  "accounts.removePasskey": () => ({ id: newId() }),
  "accounts.beginAuthenticator": () => ({}),
  "accounts.confirmAuthenticator": () => ({ code: "000000" }),
  "accounts.removeAuthenticator": () => ({}),
  "accounts.renewRecoveryCodes": () => ({}),
  "accounts.openAccount": () => ({ name: "Bo" }),
  "accounts.connectIdentity": () => ({}),
  "accounts.removeIdentity": () => ({ id: newId() }),
  "accounts.saveSignUpRule": () => ({ signUp: "invitation" }),
  "accounts.signOut": () => undefined,
  "accounts.acceptInvite": () => ({ ...person(), token: newSecret() }),
  "accounts.joinTeam": () => ({ token: newSecret() }),
  "accounts.forgotPassword": () => ({ email: "nobody@example.com" }),
  "accounts.resetPassword": () => ({ token: newSecret(), password: "a long pass phrase" }),
  "accounts.showClip": () => ({ isShown: false }),
  "accounts.lookForFaces": () => ({ isOn: true }),
  "accounts.rename": () => ({ name: "Bo" }),
  "accounts.changePassword": () => ({ current: "wrong", password: "a long pass phrase" }),
  "accounts.endSession": () => ({ id: newId() }),
  "accounts.endAllSessions": () => ({}),
  "projects.create": () => ({ name: "Night" }),
  "projects.rename": (w) => ({ id: w.project, name: "Night" }),
  "projects.describe": (w) => ({ id: w.project, preamble: "In the style of a woodcut." }),
  "projects.label": (w) => ({ id: w.project, aiLabels: "eu" }),
  "projects.archive": (w) => ({ id: w.project, isArchived: false }),
  "projects.restore": (w) => ({ id: w.project }),
  "projects.access": (w) => ({ id: w.project }),
  "projects.share": (w) => ({ id: w.project, isPrivate: true, people: [w.member] }),
  "projects.duplicate": (w) => ({ id: w.project, name: "Night again" }),
  "projects.delete": (w) => ({ id: w.project }),
  "teams.invite": () => ({ role: "viewer" }),
  "teams.revokeInvite": (w) => ({ id: w.invite }),
  "teams.changeRole": (w) => ({ userId: w.member, role: "viewer" }),
  "teams.removeMember": (w) => ({ userId: w.member }),
  "teams.makeResetLink": (w) => ({ userId: w.member }),
  "teams.leave": () => ({}),
  "teams.create": () => ({ name: "Night shift" }),
  "teams.restore": () => ({ id: newId() }),
  "teams.delete": () => ({ name: "another" }),
  "teams.rename": () => ({ name: "Night shift" }),
  "studio.addMachine": () => ({}),
  "studio.releaseHold": () => ({ anyway: false }),
  "operator.disable": (w) => ({ id: w.member }),
  "operator.enable": (w) => ({ id: w.member }),
  "operator.endSessions": (w) => ({ id: w.member }),
  "operator.makeResetLink": (w) => ({ id: w.member }),
  "operator.restoreTeam": () => ({ id: newId() }),
  "notifications.list": () => ({}),
  "notifications.markRead": () => ({ ids: [newId()] }),
  "webhooks.get": (w) => ({ id: w.project }),
  "webhooks.save": (w) => ({ id: w.project, url: "https://hooks.example.com/dailies", events: ["comment.created"] }),
  "webhooks.renewSecret": (w) => ({ id: w.project }),
  "webhooks.test": (w) => ({ id: w.project }),
  "webhooks.remove": (w) => ({ id: w.project }),
  "notifications.choose": () => ({ kind: "ready", isListed: true, mail: "daily", timeZone: "Asia/Kathmandu" }),
  "alarms.list": () => ({}),
  "alarms.markSeen": (w) => ({ id: w.alarm }),
  "provider.saveKey": () => ({ apiKey: "a-key-for-nobody" }),
  "provider.removeKey": () => ({}),
  "provider.shareKey": () => ({ isShared: true }),
  "provider.saveOptions": () => ({ apiStyle: "native", assetHost: "automatic" }),
  "provider.savePrices": () => ({ checkedOn: "2026-11-01", factor: 1, models: {} }),
  "provider.resetPrices": () => ({}),
  "provider.test": () => ({}),
  "assets.requestUpload": () => ({ name: "a.png", mimeType: "image/png", sizeBytes: 100 }),
  "assets.mend": (w) => ({ id: w.asset, asId: newId(), how: { kind: "fit" } }),
  "assets.cancelMend": (w) => ({ id: w.mend }),
  "assets.mends": (w) => ({ of: w.asset }),
  "assets.look": (w) => ({ id: w.asset }),
  "assets.find": (w) => ({ names: ["a.png"], ids: [w.asset] }),
  "assets.states": (w) => ({ ids: w.asset }),
  "assets.prepare": (w) => ({ ids: [w.asset] }),
  "assets.registerAgain": (w) => ({ id: w.asset }),
  "assets.verifyPerson": () => ({ name: "Bo" }),
  "assets.findPeople": () => ({}),
  "assets.linkPerson": (w) => ({ id: w.asset, personId: w.person }),
  "assets.bringFromWeb": () => ({ url: "https://127.0.0.1/a.png" }),
  "assets.removePerson": (w) => ({ id: w.person }),
  "assets.acceptFaces": (w) => ({ id: w.asset }),
  "elements.list": () => ({}),
  "elements.create": (w) => ({ kind: "prop", name: `rope-${newId().slice(-6)}`, pictures: [w.asset] }),
  "elements.change": (w) => ({ id: w.element, version: 1, kind: "character", name: "anna", pictures: [w.asset], text: "Red hair" }),
  "elements.delete": (w) => ({ id: w.element }),
  "library.elementUses": (w) => ({ id: w.element }),
  "library.list": () => ({ find: "q=picture&sort=name" }),
  "library.get": (w) => ({ id: w.asset }),
  "library.shelves": () => ({}),
  "library.rename": (w) => ({ id: w.asset, name: "Harbour.png" }),
  "library.renameFolder": (w) => ({ folder: `Rushes ${w.asset}`, name: "Takes" }),
  "library.mark": (w) => ({ ids: [w.asset], addTags: ["Dawn"], folder: "Places" }),
  "library.favourite": (w) => ({ ids: [w.asset], isFavourite: true }),
  "library.prepareDownload": (w) => ({ ids: [w.asset] }),
  "library.trash": (w) => ({ ids: [w.asset] }),
  "library.restore": (w) => ({ ids: [w.asset] }),
  "library.purge": (w) => ({ id: w.asset }),
  "recipes.restore": () => ({ text: "{}" }),
  "drafts.save": (w) => ({ projectId: w.project, draft: draft(w), version: 0 }),
  "prompts.list": (w) => ({ project: w.project }),
  "snippets.list": () => ({}),
  "snippets.save": () => ({ name: `Woodcut ${newId()}`, text: "in the style of a woodcut" }),
  "snippets.rename": (w) => ({ id: w.snippet, name: `Etching ${newId()}` }),
  "snippets.delete": (w) => ({ id: w.snippet }),
  "views.list": () => ({}),
  "views.save": () => ({ name: `Best ${newId()}`, find: "rating=4", isShared: false }),
  "views.rename": (w) => ({ id: w.view, name: `Best ${newId()}` }),
  "views.delete": (w) => ({ id: w.view }),
  "clips.count": (w) => ({ project: w.projectSlug, find: "q=rain" }),
  "clips.days": (w) => ({ project: w.projectSlug, zone: "Asia/Kathmandu" }),
  "clips.authors": () => ({}),
  "requests.ofDraft": (w) => ({ ...draft(w), inputs: [{ role: "reference", kind: "image", assetId: w.asset }] }),
  "requests.ofGeneration": (w) => ({ id: w.generation }),
  "unclaimed.assign": (w) => ({ id: w.unclaimed, generationId: w.generation }),
  "unclaimed.keepAsClip": (w) => ({ id: w.unclaimed, projectId: w.project }),
  "unclaimed.dismiss": (w) => ({ id: w.unclaimed }),
  "unclaimed.bringBack": (w) => ({ id: w.unclaimed }),
  "unclaimed.candidates": (w) => ({ id: w.generation }),
  "pictures.list": () => ({}),
  "pictures.ask": (w) => ({ id: newId(), projectId: w.project, prompt: "A sailor with a red cap", ratio: "1:1" }),
  "generations.submit": (w) => ({ presses: [{ id: newId(), projectId: w.project, draft: draft(w) }] }),
  "generations.retry": (w) => ({ id: w.generation, asId: newId() }),
  "generations.checkRetries": (w) => ({ ids: [w.generation] }),
  "generations.retryMany": (w) => ({ retries: [{ id: w.generation, asId: newId() }] }),
  "generations.cancel": (w) => ({ id: w.generation }),
  "generations.delete": (w) => ({ ids: [w.generation] }),
  "generations.note": (w) => ({ id: w.generation, note: "Ask for the long version", before: "" }),
  "generations.mark": (w) => ({ ids: [w.generation], rating: 4, addTags: ["Dawn"] }),
  "generations.favourite": (w) => ({ ids: [w.generation], isFavourite: true }),
  "generations.move": (w) => ({ ids: [w.generation], projectId: w.project }),
  "generations.prepareDownload": (w) => ({ ids: [w.generation] }),
  "generations.prepareCopy": (w) => ({ id: w.generation }),
  "generations.renameLabel": (w) => ({ projectId: w.project, name: "Selects", to: "selects" }),
  "generations.putInFolder": (w) => ({ projectId: w.project, name: "Selects", folder: "Act one" }),
  "generations.renameFolder": (w) => ({ projectId: w.project, folder: "Day", to: "Act two" }),
  "generations.deleteLabel": (w) => ({ projectId: w.project, name: "Selects" }),
  "generations.favourites": (w) => ({ project: w.projectSlug }),
  "generations.labels": (w) => ({ project: w.projectSlug }),
  "generations.purge": (w) => ({ id: w.generation }),
  "generations.restore": (w) => ({ ids: [w.generation] }),
  "generations.checkAgain": (w) => ({ id: w.generation }),
  "generations.linkTask": (w) => ({ id: w.generation, taskId: "cgt-1" }),
  "generations.submitAgain": (w) => ({ id: w.generation, asId: newId(), mayChargeTwice: true }),
  "generations.asInput": (w) => ({ id: w.generation, part: 0 }),
  "generations.checkBatch": (w) => ({ projectId: w.project, drafts: [draft(w)] }),
  "generations.get": (w) => ({ id: w.generation }),
  "generations.refusals": (w) => ({ project: w.projectSlug }),
  "generations.captions": (w) => ({ id: w.generation }),
  "generations.dismissFindings": (w) => ({ id: w.generation, isDismissed: true }),
  "generations.saveCaptions": (w) => ({ id: w.generation, text: "00:01.000 --> 00:02.000\nAhoy", version: 0 }),
  "generations.lineage": (w) => ({ id: w.generation }),
  "generations.takes": (w) => ({ id: w.generation }),
  "generations.list": (w) => ({ project: w.projectSlug, ids: w.generation }),
  "review.get": (w) => ({ id: w.generation }),
  "review.comment": (w) => ({ id: newId(), generationId: w.generation, text: "Brighter, please" }),
  "review.editComment": (w) => ({ id: w.comment, text: "Darker, please" }),
  "review.resolveComment": (w) => ({ id: w.comment, isResolved: true }),
  "review.deleteComment": (w) => ({ id: w.comment }),
  "review.decide": (w) => ({ id: w.generation, verdict: "approved" }),
  "review.lock": (w) => ({ id: w.generation, isLocked: false }),
  "review.plan": (w) => ({ id: w.generation, reviewers: [], dueOn: null }),
  "presence.say": (w) => ({ project: w.projectSlug, page: newId(), clip: w.generation }),
  "review.waiting": () => ({}),
  "review.dismiss": (w) => ({ id: w.generation, userId: w.member }),
  "review.votes": (w) => ({ clips: `${w.generation},${w.second}` }),
  "review.vote": (w) => ({ clips: [w.generation, w.second], choice: w.second }),
  "review.activity": (w) => ({ project: w.projectSlug }),
  "sequences.create": (w) => ({ id: newId(), projectId: w.project, name: "Rough cut", clips: [w.generation] }),
  "sequences.save": (w) => ({ id: w.sequence, version: 1, content: content(w) }),
  "sequences.addClips": (w) => ({ id: w.sequence, key: newId(), clips: [w.generation] }),
  "sequences.delete": (w) => ({ id: w.sequence }),
  "sequences.list": (w) => ({ project: w.projectSlug }),
  "sequences.get": (w) => ({ id: w.sequence }),
  "sequences.export": (w) => ({ id: w.sequence, version: 1, asId: newId() }),
  "sequences.cancelExport": (w) => ({ id: w.film }),
  "sequences.removeExport": (w) => ({ id: w.film }),
  "sequences.exports": (w) => ({ id: w.sequence }),
  "teams.saveLook": () => ({ accent: "#3366cc" }),
  "shares.create": (w) => ({ of: { kind: "clips", ids: [w.generation] } }),
  "shares.list": (w) => ({ of: { kind: "clips", ids: [w.generation] } }),
  "shares.revoke": (w) => ({ id: w.share }),
  "shares.revokeAll": () => ({}),
  "shares.unlock": (w) => ({ token: w.token, passphrase: "" }),
  "shares.comment": (w) => ({ token: w.token, id: newId(), generationId: w.generation, name: "Bo", text: "Brighter" }),
  "shares.countView": (w) => ({ token: w.token }),
  "queue.get": () => ({}),
  "queue.cancelWaiting": () => ({ whose: "mine" }),
  "queue.moveUp": (w) => ({ id: w.generation }),
  "queue.pause": () => ({ whose: "mine" }),
  "queue.resume": () => ({ whose: "mine" }),
  "spend.get": () => ({}),
  "spend.chip": () => ({}),
  "spend.setLimits": (w) => ({
    scope: "project",
    subjectId: w.project,
    month: null,
    day: 5_000_000,
    clip: null,
    askAbove: null,
    isStopped: false,
  }),
};

/** Routes of bytes and streams: what stands in their path, by the name of their door. */
const BYTE_ROUTES: Record<string, (w: World) => Record<string, string>> = {
  "assets.open": (w) => ({ id: w.asset, variant: "original" }),
  "generations.open": (w) => ({ id: w.generation, variant: "video" }),
  "generations.openOriginal": (w) => ({ id: w.generation }),
  "generations.export": (w) => ({ id: w.project }),
  "generations.downloadAll": (w) => ({ id: w.download }),
  "unclaimed.open": (w) => ({ id: w.unclaimed }),
  "sequences.open": (w) => ({ id: w.film }),
  "shares.open": (w) => ({ token: w.token, clip: w.generation, variant: "video" }),
  "teams.logo": () => ({}),
  "teams.exportAudit": () => ({}),
  "shares.logo": (w) => ({ token: w.token }),
  "shares.captions": (w) => ({ token: w.token, clip: w.generation }),
  "shares.openFilm": (w) => ({ token: w.filmToken }),
  "shares.comments": (w) => ({ token: w.token }),
  "shares.listen": (w) => ({ token: w.token }),
  "assets.receive": (w) => ({ id: w.upload }),
  "generations.listen": () => ({}),
  "spend.export": () => ({}),
  "studio.health": () => ({}),
  "studio.metrics": () => ({}),
};
/** next-auth asks nobody who they are; its own tests are in lib/access/identity. */
const NEXT_AUTH = "accounts.nextAuth";

const web = await startWebServer();
const root = path.resolve(import.meta.dirname, "..");
const filesIn = (folder: string, name: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === name)
    .map((file) => path.join(root, folder, file));

type Action = (...given: unknown[]) => Promise<ActionResult<unknown>>;

/** One way in: an exported action, or one method of a route. */
interface WayIn {
  where: string;
  door: Door;
  /** @returns the refusal's code, or "ok" */
  ask: (w: World, slug: string) => Promise<string>;
}

const waysIn: WayIn[] = [];
const unlisted: string[] = [];

async function findActions(): Promise<void> {
  for (const file of filesIn("lib", "actions.ts")) {
    for (const [name, action] of Object.entries((await import(/* @vite-ignore */ file)) as Record<string, Action>)) {
      const door = made.from.get(action);
      const where = `${path.relative(root, file)} ${name}`;
      if (!door || !OPERATIONS.some((one) => one.name === door.name)) unlisted.push(where);
      else waysIn.push({ where, door, ask: (w, slug) => askAction(action, door, w, slug) });
    }
  }
}

async function askAction(action: Action, { name, kind }: Door & { kind: string }, w: World, slug: string): Promise<string> {
  // One that is missing fails the first test, by its name.
  const input = INPUTS[name]?.(w);
  const answer = await (kind === "asAction" ? action(slug, input) : action(input));
  return answer.ok ? "ok" : answer.error.code;
}

/** What lib/server answers is a table; beside it Next has the routes of next-auth, and no other. */
function findRoutes(): void {
  unlisted.push(...filesIn("app", "route.ts").filter((file) => !file.endsWith("app/api/auth/[...nextauth]/route.ts")));
  for (const { method, path: pattern, door, kind } of routes) {
    const inputs = BYTE_ROUTES[door.name] ?? INPUTS[door.name];
    if (!inputs || !OPERATIONS.some((one) => one.name === door.name)) unlisted.push(pattern);
    else
      for (const verb of method === "GET" && kind !== "stream" ? ["GET", "HEAD"] : [method])
        waysIn.push({
          where: `${verb} ${pattern}`,
          door,
          ask: (w, slug) => askRoute(verb, pattern, inputs(w) as Record<string, string>, slug),
        });
  }
}

/** Asks with everything both in the path and behind the question mark: a route takes what it wants. */
async function askRoute(method: string, pattern: string, params: Record<string, string>, slug: string): Promise<string> {
  const where = pattern.replaceAll(/:(\w+)/g, (_, name: string) => params[name]!);
  const response = await web.ask(`${where}?${new URLSearchParams({ ...params, team: slug })}`, {
    ...{ method, headers: { origin: web.origin }, isHeadEnough: true },
  });
  if (response.ok) return "ok";
  return { 401: "not-signed-in", 403: "not-allowed", 404: "not-found" }[response.status] ?? String(response.status);
}

interface Team {
  world: World;
  id: string;
  users: Record<Role, string>;
  people: Record<Role, Actor>;
}

/** What the clips of a private project are asked for with, and what it is called: nobody else may read it. */
const SECRET = "a secret harbour";

async function makePeople(): Promise<Record<Role, Actor>> {
  const owner = await makeMember("owner");
  const others = ["admin", "creator", "reviewer", "viewer"] as const;
  const made = await Promise.all(others.map((role) => makeMember(role, { teamId: owner.teamId })));
  return Object.fromEntries([owner, ...made].map((actor) => [actor.role, actor])) as Record<Role, Actor>;
}

/** @param within a team that is there, which gets a project that none of these people was chosen for */
async function makeWorld(within?: Team): Promise<Team> {
  const people = within?.people ?? (await makePeople());
  const { owner, creator, viewer } = people;
  const { teamId } = owner;
  const project = await makeProject({ teamId, ...(within && { isPrivate: true, name: SECRET }) });
  const makings = { teamId, projectId: project.id, createdById: creator.userId, prompt: within ? SECRET : "a harbour" };
  const generation = await makeGeneration({ ...makings, status: "ready" });
  const second = await makeGeneration({ ...makings, status: "ready" });
  const label = await db.label.create({
    data: { id: newId(), teamId, projectId: project.id, name: "Selects", key: "selects", folder: "Day" },
  });
  await db.clipLabel.create({ data: { teamId, generationId: generation.id, labelId: label.id } });
  await db.captions.create({ data: { teamId, generationId: generation.id, text: "WEBVTT\n", version: 1 } });
  const asset = await makeAsset({ teamId, createdById: creator.userId });
  await db.asset.update({ where: { id: asset.id }, data: { folder: `Rushes ${asset.id}` } });
  const original = await getStorage().put(assetKey(teamId, asset.id), Buffer.alloc(asset.sizeBytes));
  await makeFile({ teamId, assetId: asset.id }, "original", { bytes: original.sizeBytes, sha256: original.sha256 });
  const how = { sourceId: asset.id, status: "running", how: { kind: "fit" } } as const;
  const logo = { teamId, bytes: new Uint8Array(8), width: 2, height: 1, version: "1" };
  // A team with two worlds has one.
  await db.teamLogo.createMany({ data: [logo], skipDuplicates: true });
  const mend = await db.assetMend.create({ data: { id: newId(), teamId, createdById: creator.userId, ...how } });
  const upload = await makeAsset({ teamId, createdById: creator.userId, status: "uploading", sha256: null });
  const { sizeBytes, sha256 } = await getStorage().put(mediaKey(teamId, generation.id, "video"), Buffer.alloc(1000));
  const video = { bytes: sizeBytes, sha256 };
  await makeFile({ teamId, generationId: generation.id }, "video", video);
  const alarm = { kind: "charged-twice", subject: generation.id, level: "urgent", generationId: generation.id } as const;
  const { id: alarmId } = await db.alarm.create({ data: { id: newId(), ...alarm } });
  const task = { providerAccount: "account", providerTaskId: newId(), status: "saved", facts: {} } as const;
  const unclaimed = await db.unclaimedTask.create({ data: { id: newId(), ...task, savedAt: new Date() } });
  const copy = await getStorage().put(keyOf({ unclaimedId: unclaimed.id }, "video"), Buffer.alloc(1000));
  await makeFile({ unclaimedId: unclaimed.id }, "video", { bytes: copy.sizeBytes, sha256: copy.sha256 });
  const body = { ids: [generation.id] };
  const download = await db.download.create({ data: { id: newId(), teamId, userId: creator.userId, body } });
  const { invite } = await makeInvite(owner, { role: "viewer" });
  const words = { name: "Rain", nameKey: newId(), text: "rain on the glass" };
  const snippet = await db.snippet.create({ data: { id: newId(), teamId, createdById: creator.userId, ...words } });
  const anna = { kind: "character", name: "anna", nameKey: newId(), createdById: creator.userId } as const;
  const element = await db.element.create({ data: { id: newId(), teamId, ...anna } });
  const version = { teamId, elementId: element.id, createdById: creator.userId, number: 1, name: "anna", text: "" };
  await db.elementVersion.create({ data: { id: newId(), ...version } });
  const said = { teamId, generationId: generation.id, authorId: creator.userId, text: "Closer" };
  const comment = await db.comment.create({ data: { id: newId(), ...said } });
  const kept = { name: "Rain", nameKey: newId(), find: "q=rain", isShared: true };
  const view = await db.savedView.create({ data: { id: newId(), teamId, createdById: creator.userId, ...kept } });
  const head = { teamId, createdById: creator.userId };
  const sequence = await db.sequence.create({
    data: { id: newId(), ...head, projectId: project.id, name: "Trailer", ratio: "16:9", resolution: "720p" },
  });
  const timeline = { name: "Trailer", width: 1280, height: 720, fit: "fit", isLevelled: false, items: [] };
  const film = await db.sequenceExport.create({
    data: { id: newId(), ...head, sequenceId: sequence.id, status: "ready", timeline, frames: 24 },
  });
  const bytes = await getStorage().put(keyOf({ teamId, exportId: film.id }, "video"), Buffer.alloc(1000));
  await makeFile({ teamId, exportId: film.id }, "video", { bytes: bytes.sizeBytes, sha256: bytes.sha256 });
  const { slug } = await db.team.findUniqueOrThrow({ where: { id: teamId } });
  const verified = { providerAccount: EMULATOR_ACCOUNT, groupId: newId(), name: "Bo", linkUntil: new Date() };
  const { id: person } = await db.realPerson.create({ data: { id: newId(), ...head, ...verified } });
  const { share, token } = await createShare(creator, shareOf({ kind: "clips", ids: [generation.id] }));
  const { token: filmToken } = await createShare(creator, shareOf({ kind: "sequence", id: sequence.id }));
  const world = {
    ...{ slug, member: viewer.userId, project: project.id, projectSlug: project.slug, generation: generation.id },
    ...{ second: second.id },
    ...{ asset: asset.id, upload: upload.id, alarm: alarmId, unclaimed: unclaimed.id, download: download.id },
    ...{ invite: invite.id, snippet: snippet.id, comment: comment.id, view: view.id },
    ...{ sequence: sequence.id, film: film.id, person, mend: mend.id, element: element.id },
    ...{ share: share.id, token, filmToken },
  };
  const users = Object.fromEntries(Object.entries(people).map(([role, { userId }]) => [role, userId])) as Record<Role, string>;
  return { world, id: teamId, users, people };
}

/** As of now, everything that is kept of this team. */
async function snapshot(teamId: string): Promise<string> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'team_id' ORDER BY 1`;
  const rows = tables.map(({ name }) =>
    db.$queryRawUnsafe<{ rows: string }[]>(
      `SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)::text), '[]')::text AS rows FROM "${name}" t WHERE team_id = $1::uuid`,
      teamId,
    ),
  );
  return JSON.stringify(await Promise.all(rows));
}

const isForMembers = (permission: Access): permission is Exclude<Access, "anyone" | "person"> =>
  permission !== "anyone" && permission !== "person";

async function signInAs(userId: string | null): Promise<void> {
  freshBrowser();
  if (userId) await startSession(userId);
}

/** Their cookie stays in the browser, and is worth nothing. */
async function signInTooLongAgo(userId: string): Promise<void> {
  await signInAs(userId);
  await db.session.updateMany({ where: { userId }, data: { expiresAt: new Date(Date.now() - 1000) } });
}

/** Who was an admin here. */
async function makeRemoved(): Promise<string> {
  const gone = await makeMember("admin", { teamId: ours.id });
  await removeMember(ours.people.owner, { userId: gone.userId });
  return gone.userId;
}

let ours: Team;
let theirs: Team;
/** A private project of ours. */
let hidden: World;

beforeAll(async () => {
  replaceRequiredHeaders();
  // Whoever runs the studio is an owner of its first team; here that is somebody else.
  await makeWorld();
  ours = await makeWorld();
  theirs = await makeWorld();
  hidden = (await makeWorld(ours)).world;
  const { teamId, userId } = ours.people.creator;
  await db.asset.update({ where: { id: hidden.asset }, data: { fromGenerationId: hidden.generation } });
  const asked = { teamId, projectId: hidden.project, createdById: userId, prompt: SECRET };
  await makeGeneration({ ...asked, status: "waiting", nextActionAt: new Date(Date.now() + 86_400_000), pressId: newId() });
  await db.review.create({ data: { teamId, generationId: hidden.generation, userId, askedAt: new Date() } });
  const made = { state: "asked", model: "m", size: "1024x1024", micros: 0, isEmulated: true } as const;
  await db.madePicture.create({ data: { id: newId(), ...asked, ...made } });
  await findActions();
  findRoutes();
});

describe("every way in", () => {
  it("is listed with who may, and everything listed has a way in", () => {
    expect(unlisted).toEqual([]);
    const listed = OPERATIONS.map((one) => one.name).filter((name) => name !== NEXT_AUTH);
    expect(listed.filter((name) => !waysIn.some((way) => way.door.name === name))).toEqual([]);
    expect(listed.filter((name) => !(name in INPUTS || name in BYTE_ROUTES))).toEqual([]);
    expect(new Set(OPERATIONS.map((one) => one.name)).size).toBe(OPERATIONS.length);
    const pages = filesIn("app/t", "page.tsx").filter((file) => !/requireMember\(/.test(readFileSync(file, "utf8")));
    expect(pages).toEqual([]);
  });

  it("lets in whoever may, and refuses everybody else the same way", async () => {
    const members = Object.entries(ours.users).map(([role, userId]) => [role, () => signInAs(userId)] as const);
    const callers = [
      ["nobody", () => signInAs(null)],
      ["nobody", () => signInTooLongAgo(ours.users.owner)],
      ...members,
      ["stranger", () => signInAs(theirs.users.owner)],
      ["stranger", async () => signInAs(await makeRemoved())],
    ] as const;
    const wrong: string[] = [];
    for (const [who, enter] of callers) {
      await enter();
      for (const { where, door, ask } of waysIn) {
        made.isProbe = true;
        const code = await ask(ours.world, ours.world.slug).finally(() => (made.isProbe = false));
        const refusals = ["not-signed-in", "not-allowed", "not-found"];
        const expected = expectedFor(who as Role | "nobody" | "stranger", door.permission);
        const isRight = expected === "in" ? !refusals.includes(code) : code === expected;
        const isNotTheirs = NOT_FOR_EVERY_ROLE.includes(door.name) && code === "not-found";
        if (!isRight && !isNotTheirs) wrong.push(`${who} at ${where}: ${code}, not ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("answers another team's row as it answers none, and leaves it alone", async () => {
    await signInAs(ours.users.owner);
    const before = await snapshot(theirs.id);
    const tried: string[] = [];
    const wrong: string[] = [];
    for (const { where, door, ask } of waysIn.filter((way) => isForMembers(way.door.permission))) {
      for (const key of Object.keys(ours.world) as (keyof World)[]) {
        if (key === "slug" || !namesIds(door.name, key)) continue;
        tried.push(door.name);
        const foreign = await ask({ ...ours.world, [key]: theirs.world[key] }, ours.world.slug);
        const none = await ask({ ...ours.world, [key]: newId() }, ours.world.slug);
        const isRefused = foreign !== "ok" || PASSED_OVER.includes(`${door.name} ${key}`);
        // Input that is refused for its shape would say nothing about the row.
        if (foreign !== none || !isRefused || ["bad-input", "400"].includes(foreign))
          wrong.push(`${where} with another's ${key}: ${foreign}, with none: ${none}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(new Set(tried).size).toBeGreaterThan(20);
    expect(await snapshot(theirs.id)).toBe(before);
  });
});

/** How lists that can be of one project are asked for all. */
const OF_ALL_PROJECTS: Record<string, Record<string, string>> = {
  "prompts.list": { scope: "team" },
  "library.list": { find: "show=made" },
};

describe("a project that somebody was not chosen for", () => {
  const inProject = ["project", "projectSlug", "generation", "second", "comment", "sequence", "film", "download", "asset"] as const;

  it("answers them as none does, whatever of it they name and whatever they ask, and stays as it is", async () => {
    await signInAs(ours.users.creator);
    const before = await snapshot(ours.id);
    const [wrong, tried] = [[] as string[], new Set<string>()];
    for (const { where, door, ask } of waysIn.filter(
      (way) => isForMembers(way.door.permission) && roleMay("creator", way.door.permission as Permission),
    )) {
      for (const key of inProject) {
        if (!namesIds(door.name, key)) continue;
        tried.add(door.name);
        const code = await ask({ ...ours.world, [key]: hidden[key] }, ours.world.slug);
        if (!["not-found", "404"].includes(code)) wrong.push(`${where} with a hidden ${key}: ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(tried.size).toBeGreaterThan(40);
    expect(await snapshot(ours.id)).toBe(before);
  });

  it("is told of in no list, and is all there for an admin", async () => {
    const asked = async (): Promise<string[]> => {
      const told: string[] = [];
      for (const { method, path: pattern, door, kind } of routes) {
        const inputs = BYTE_ROUTES[door.name] ?? INPUTS[door.name];
        if (method !== "GET" || !["json", "table"].includes(kind) || !inputs || !isForMembers(door.permission)) continue;
        const params = { ...(inputs(ours.world) as Record<string, string>), ...OF_ALL_PROJECTS[door.name] };
        const where = pattern.replaceAll(/:(\w+)/g, (_, name: string) => params[name]!);
        const response = await web.ask(`${where}?${new URLSearchParams({ ...params, team: ours.world.slug })}`);
        const text = await response.text();
        if (text.includes(SECRET) || inProject.some((key) => text.includes(hidden[key]))) told.push(door.name);
      }
      return told;
    };
    await signInAs(ours.users.creator);
    expect(await asked()).toEqual([]);
    await signInAs(ours.users.admin);
    const lists = ["generations.labels", "prompts.list", "pictures.list", "library.list", "library.shelves", "queue.get"];
    expect(await asked()).toEqual(expect.arrayContaining(lists));
  });

  it("is found by no other way to write its address", async () => {
    await signInAs(ours.users.creator);
    const odd = hidden.generation.replaceAll("-", "%2d");
    for (const where of [`/api/media/${odd}/video`, `/api/media/${hidden.generation.toUpperCase()}/video`])
      expect((await web.ask(where)).status, where).toBe(404);
    await signInAs(ours.users.admin);
    expect((await web.ask(`/api/media/${odd}/video`)).status).toBe(200);
  });
});

describe("a link to people without an account", () => {
  it("leads nowhere once it has ended, whichever of its doors is tried", async () => {
    const { creator } = ours.people;
    const made = async (of: CreateShareInput["of"]) => createShare(creator, shareOf(of));
    const clip: CreateShareInput["of"] = { kind: "clips", ids: [ours.world.generation] };
    const film: CreateShareInput["of"] = { kind: "sequence", id: ours.world.sequence };
    const ends: Record<string, (id: string) => Promise<unknown>> = {
      revoked: (id) => revokeShare(creator, { id }),
      expired: (id) => db.share.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } }),
    };
    const open = [await made(clip), await made(film)] as const;
    await signInAs(null);
    const [wrong, tried] = [[] as string[], new Set<string>()];
    for (const [how, end] of Object.entries(ends)) {
      const [ofClip, ofFilm] = [await made(clip), await made(film)];
      await Promise.all([ofClip, ofFilm].map(({ share }) => end(share.id)));
      const worldOf = (token: string, filmToken: string): World => ({ ...ours.world, token, filmToken });
      for (const { where, door, ask } of waysIn.filter((way) => namesIds(way.door.name, "token") || namesIds(way.door.name, "filmToken"))) {
        tried.add(door.name);
        const ended = await ask(worldOf(ofClip.token, ofFilm.token), ours.world.slug);
        const alive = await ask(worldOf(open[0].token, open[1].token), ours.world.slug);
        if (ended !== "not-found" || alive === "not-found") wrong.push(`${how} at ${where}: ${ended}, while it lasted: ${alive}`);
      }
    }
    expect(wrong).toEqual([]);
    expect([...tried].sort()).toEqual(
      OPERATIONS.flatMap(({ name, permission }) => (name.startsWith("shares.") && permission === "anyone" ? [name] : [])).sort(),
    );
  });
});

/** The tray is the operator's, an upload is its maker's, figures are a token's: to whoever else may come in it looks as if there were none. */
const NOT_FOR_EVERY_ROLE = ["unclaimed.open", "assets.receive", "studio.metrics"];

/** Where an id that leads nowhere is passed over rather than refused: a list without it, a draft that shows a gap. */
const PASSED_OVER = [
  "generations.list generation",
  "generations.checkBatch asset",
  "generations.checkRetries generation",
  "generations.retryMany generation",
  "drafts.save asset",
  "requests.ofDraft asset",
  "assets.find asset",
  "assets.states asset",
  "assets.prepare asset",
  "presence.say generation",
];

/** Whether what this door is asked with holds this id of the world. */
function namesIds(name: string, key: keyof World): boolean {
  const marked = { ...ours.world, [key]: "here" };
  return (JSON.stringify((BYTE_ROUTES[name] ?? INPUTS[name])?.(marked)) ?? "").includes('"here"');
}

function expectedFor(who: Role | "nobody" | "stranger", permission: Access): string {
  if (permission === "anyone") return "in";
  if (who === "nobody") return "not-signed-in";
  if (permission === "person") return "in";
  if (who === "stranger") return "not-found";
  return roleMay(who, permission) ? "in" : "not-allowed";
}
