import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor, Role } from "@/lib/access/callers/actor";
import { startSession } from "@/lib/access/identity/auth";
import { keyOf } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { paths } from "@/lib/shared/paths";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeMember } from "@/lib/testing/factories";
import { makeAttempt } from "@/lib/testing/lost-answers";
import { freshBrowser } from "@/lib/testing/next-headers";
import { startWebServer } from "@/lib/testing/web-server";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const bytes = randomBytes(200_000);
let owner: Actor;
let id: string;

beforeEach(async () => {
  await truncateAll();
  owner = await makeMember("owner");
  id = newId();
  const { sizeBytes, sha256 } = await getStorage().put(keyOf({ unclaimedId: id }, "video"), bytes);
  await db.unclaimedTask.create({
    data: {
      ...{ id, providerAccount: "account", providerTaskId: "cgt-1", status: "saved", facts: {}, savedAt: new Date() },
    },
  });
  await makeFile({ unclaimedId: id }, "video", { bytes: sizeBytes, sha256 });
});

const slugOf = async (actor: Actor): Promise<string> => (await db.team.findUniqueOrThrow({ where: { id: actor.teamId } })).slug;

async function as(actor: Actor): Promise<string> {
  freshBrowser();
  await startSession(actor.userId);
  return slugOf(actor);
}
const web = await startWebServer();
const ask = (team: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> =>
  web.ask(paths.api.unclaimed(team, id), { method, headers });
const statusOf = async (answer: Promise<Response>): Promise<number> => (await answer).status;
const askCandidates = (team: string, generationId: string): Promise<Response> =>
  web.ask(paths.api.generationCandidates(team, generationId));

describe("the file of a task that is nobody's", () => {
  it("is given to the tray's owner, whole or in part, with headers that let it run nothing", async () => {
    const team = await as(owner);
    const response = await ask(team);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-security-policy": "sandbox; default-src 'none'",
      "content-type": "video/mp4",
      "x-content-type-options": "nosniff",
    });
    const part = await ask(team, { range: "bytes=10-19" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 10-19/200000"]);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
    expect((await ask(team, {}, "HEAD")).headers.get("content-length")).toBe("200000");
  });

  it("is not there for anybody else, nor for a page of another site", async () => {
    for (const [role, teamId, status] of [
      ["creator", owner.teamId, 404],
      ["viewer", owner.teamId, 403],
      ["owner", undefined, 404],
    ] as [Role, string | undefined, number][]) {
      const team = await as(await makeMember(role, teamId ? { teamId } : {}));
      expect(await statusOf(ask(team)), role).toBe(status);
    }
    freshBrowser();
    expect(await statusOf(ask(await slugOf(owner)))).toBe(401);
    expect(await statusOf(ask(await as(owner), { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }))).toBe(403);
  });

  it("is shown to whoever lost a clip that it could be, for as long as that is not known", async () => {
    const author = await makeMember("creator", { teamId: owner.teamId });
    const other = await makeMember("creator", { teamId: owner.teamId });
    const lost = await makeAttempt("account", new Date(), {
      detail: { candidates: ["cgt-1"] },
      generation: { teamId: owner.teamId, createdById: author.userId },
    });
    const team = await as(author);
    expect(await statusOf(ask(team))).toBe(200);
    expect(await (await askCandidates(team, lost.generationId)).json()).toMatchObject({
      ok: true,
      data: { candidates: [{ taskId: "cgt-1", clip: id, isComing: false }] },
    });
    await as(other);
    expect(await statusOf(ask(team))).toBe(404);
    expect(await statusOf(askCandidates(team, lost.generationId))).toBe(403);
    await as(await makeMember("owner"));
    expect(await statusOf(askCandidates(team, lost.generationId))).toBe(404);

    await db.attempt.update({ where: { id: lost.id }, data: { state: "absent" } });
    await as(author);
    expect(await statusOf(ask(team))).toBe(404);
  });
});
