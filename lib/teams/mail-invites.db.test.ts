import { beforeEach, describe, expect, it } from "vitest";
import sharp from "sharp";
import { acceptInvite } from "@/lib/accounts/accept-invite";
import { db, truncateAll } from "@/lib/testing/database";
import { makeInvite, makeMember, makeProject } from "@/lib/testing/factories";
import { mailServer } from "@/lib/testing/mail-server";
import { saveLook } from "./save-look";
import { createInvites } from "./create-invites";
import { createInvitesSchema } from "./schema";

const { received, mailBy } = mailServer();

beforeEach(truncateAll);

const asked = (emails: string[]) => createInvitesSchema.parse({ role: "viewer", emails });

describe("invitations by mail", () => {
  it("bring each person a link of their own, which begins with the studio's address and lets them in", async () => {
    const owner = await makeMember("owner");
    const made = await createInvites(owner, asked(["Ada@example.com", "bo@example.com", "ada@example.com"]));
    expect(made.map(({ invite, isMailed }) => [invite.email, isMailed])).toEqual([
      ["ada@example.com", true],
      ["bo@example.com", true],
    ]);
    expect(received.map(({ to }) => to)).toEqual([["ada@example.com"], ["bo@example.com"]]);
    for (const [index, mail] of received.entries()) expect(mail.text).toContain(`https://studio.example/invite/${made[index]!.token}`);
    const person = { name: "Bo", email: "bo@example.com", password: "a long pass phrase", token: made[1]!.token };
    expect(await acceptInvite({ locale: "en" }, person)).toMatchObject({ userId: expect.any(String) as string });
  });

  it("wear the team's name, logo and colour, with the same words as plain text, and nothing in a name becomes markup", async () => {
    const owner = await makeMember("owner");
    await db.team.update({ where: { id: owner.teamId }, data: { name: "Harbour <b>& Co" } });
    const logo = await sharp({ create: { width: 800, height: 200, channels: 4, background: "#3366cc" } })
      .png()
      .toBuffer();
    await saveLook(owner, { accent: "#0040c0", logo: logo.toString("base64") });
    await createInvites(owner, asked(["ada@example.com"]));
    const body = received[0]!.text;
    expect(body).toContain("Harbour <b>& Co");
    expect(body).toContain("Harbour &lt;b&gt;&amp; Co");
    expect(body).toContain("background:#0040c0;color:#ffffff");
    expect(body).toMatch(/src="cid:logo@team"[^>]* width="128" height="32"/);
    expect(body).toContain("Content-Type: image/png");
  });

  it("leave the link of one that is refused to be copied, and go on with the others", async () => {
    const made = await createInvites(await makeMember("owner"), asked(["nobody@example.com", "bo@example.com"]));
    expect(made.map(({ isMailed }) => isMailed)).toEqual([false, true]);
    expect(await db.invite.count({ where: { revokedAt: null } })).toBe(2);
  });

  it("say that a mail server is not there, and wait for it no more than once", async () => {
    // Nobody listens on this port.
    mailBy("smtp://127.0.0.1:1");
    const made = await createInvites(await makeMember("owner"), asked(["ada@example.com", "bo@example.com"]));
    expect(made.map(({ isMailed }) => isMailed)).toEqual([false, false]);
  });

  it("are links alone where no mail server is configured", async () => {
    mailBy(null);
    expect((await createInvites(await makeMember("owner"), asked(["ada@example.com"]))).map(({ isMailed }) => isMailed)).toEqual([null]);
  });
});

it("an invitation opens the private projects that it was made for, and none that is there no more", async () => {
  const owner = await makeMember("owner");
  const { teamId } = owner;
  const [kept, opened, open] = [true, true, false].map((isPrivate) => makeProject({ teamId, isPrivate }));
  const [{ id }, gone, everybodys] = await Promise.all([kept!, opened!, open!]);
  await expect(makeInvite(owner, { role: "viewer", projects: [everybodys.id] })).rejects.toMatchObject({ code: "not-found" });
  const { token } = await makeInvite(owner, { role: "viewer", projects: [id, gone.id], days: 30 });
  await db.project.update({ where: { id: gone.id }, data: { deletedAt: new Date() } });
  const { userId } = await acceptInvite({ locale: "en" }, { name: "Bo", email: "bo@example.com", password: "a long pass phrase", token });
  expect(await db.projectMember.findMany({ where: { userId }, select: { projectId: true } })).toEqual([{ projectId: id }]);
});

it("an invitation gives what its maker may give when it is used, and nothing once they are shut out", async () => {
  const owner = await makeMember("owner");
  const { teamId } = owner;
  const admin = await makeMember("admin", { teamId });
  const project = await makeProject({ teamId, isPrivate: true });
  const links = await Promise.all([0, 1].map(() => makeInvite(admin, { role: "viewer", projects: [project.id], days: 30 })));
  const join = (index: number) =>
    acceptInvite(
      { locale: "en" },
      { name: "Bo", email: `bo${index}@example.com`, password: "a long pass phrase", token: links[index]!.token },
    );
  await db.user.update({ where: { id: admin.userId }, data: { disabledAt: new Date() } });
  await expect(join(0)).rejects.toMatchObject({ code: "invite-invalid" });
  await db.user.update({ where: { id: admin.userId }, data: { disabledAt: null } });
  // Less than an admin by another way than the members page.
  await db.membership.updateMany({ where: { userId: admin.userId }, data: { role: "creator" } });
  await expect(join(0)).rejects.toMatchObject({ code: "invite-invalid" });
  await db.membership.updateMany({ where: { userId: admin.userId }, data: { role: "owner" } });
  expect((await db.projectMember.findMany({ where: { userId: (await join(1)).userId } })).map((one) => one.projectId)).toEqual([
    project.id,
  ]);
});

it("several links of one press are never more than a team may have open", async () => {
  const owner = await makeMember("owner");
  const many = createInvitesSchema.parse({ role: "viewer", count: 50 });
  await createInvites(owner, many);
  await createInvites(owner, many);
  await expect(makeInvite(owner, { role: "viewer" })).rejects.toMatchObject({ code: "too-many-invites" });
  expect(await db.invite.count()).toBe(100);
});
