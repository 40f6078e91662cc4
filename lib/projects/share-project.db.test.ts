import { beforeEach, describe, expect, it } from "vitest";
import { actorFor } from "@/lib/access/callers/actor-for";
import type { Actor } from "@/lib/access/callers/actor";
import { db, truncateAll } from "@/lib/testing/database";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { findHome, getProjectBySlug, listProjects } from "./queries";
import { getProjectAccess, shareProject } from "./share-project";

let [admin, ada, bo]: Actor[] = [];
let id: string;
let slug: string;

const now = ({ userId, teamId }: Actor) => actorFor(userId, teamId);
const seen = async (actor: Actor) => (await listProjects(await now(actor))).map((project) => project.slug);

beforeEach(async () => {
  await truncateAll();
  admin = await makeMember("admin");
  const { teamId } = admin;
  [ada, bo] = [await makeMember("creator", { teamId }), await makeMember("creator", { teamId })];
  ({ id, slug } = await makeProject({ teamId, createdById: ada.userId }));
});

describe("a project that is open to chosen people", () => {
  it("is closed to everybody else from their next request on, but not to admins and to whoever closed it", async () => {
    await shareProject(ada!, { id, isPrivate: true, people: [] });
    expect(await Promise.all([admin!, ada!, bo!].map(seen))).toEqual([[slug], [slug], []]);
    await expect(getProjectBySlug(await now(bo!), slug)).rejects.toMatchObject({ code: "not-found" });
    expect(await findHome(bo!.userId)).toMatchObject({ project: null });
    await expect(shareProject(await now(bo!), { id, isPrivate: false, people: [] })).rejects.toMatchObject({ code: "not-found" });
    await shareProject(ada!, { id, isPrivate: true, people: [bo!.userId] });
    expect(await seen(bo!)).toEqual([slug]);
    const { people } = await getProjectAccess(ada!, { id });
    expect(people.filter(({ always }) => always).map(({ userId }) => userId)).toEqual([admin!.userId]);
    expect(people.every(({ isChosen }) => isChosen)).toBe(true);
  });

  it("is closed to somebody who becomes less than an admin, and forgets whoever leaves the team", async () => {
    await shareProject(admin!, { id, isPrivate: true, people: [ada!.userId] });
    await db.membership.updateMany({ where: { userId: admin!.userId }, data: { role: "creator" } });
    expect(await seen(admin!)).toEqual([]);
    await db.membership.deleteMany({ where: { userId: ada!.userId } });
    expect(await db.projectMember.count({ where: { projectId: id } })).toBe(0);
  });

  it("is closed and opened by whoever made it and by those who see all, and by no other who makes clips", async () => {
    const refused = { code: "not-allowed" };
    await expect(shareProject(bo!, { id, isPrivate: true, people: [bo!.userId] })).rejects.toMatchObject(refused);
    await expect(getProjectAccess(bo!, { id })).rejects.toMatchObject(refused);
    expect(await seen(ada!)).toEqual([slug]);
    expect((await Promise.all([admin!, ada!, bo!].map((one) => getProjectBySlug(one, slug)))).map(({ can }) => can.share)).toEqual([
      true,
      true,
      false,
    ]);
    await shareProject(admin!, { id, isPrivate: true, people: [bo!.userId] });
    expect(await seen(ada!)).toEqual([]);
  });

  it("takes nobody who is not in the team", async () => {
    const stranger = await makeMember("creator");
    const sharing = shareProject(ada!, { id, isPrivate: true, people: [stranger.userId] });
    await expect(sharing).rejects.toMatchObject({ code: "not-found" });
    expect(await seen(bo!)).toEqual([slug]);
  });
});
