import { describe, expect, it } from "vitest";
import { hashSecret } from "@/lib/shared/secrets";
import { db } from "@/lib/testing/database";
import { makeUser } from "@/lib/testing/factories";
import { findLiveSessions, findSessionUser, openSession, revokeSession, revokeSessionsOf } from "./sessions";

const DAY_MS = 24 * 60 * 60 * 1000;
const ago = (ms: number) => new Date(Date.now() - ms);
const rowOf = (secret: string) => db.session.findUniqueOrThrow({ where: { secretHash: hashSecret(secret) } });
const change = (secret: string, data: { lastSeenAt?: Date; expiresAt?: Date }) =>
  db.session.update({ where: { secretHash: hashSecret(secret) }, data });

describe("a session", () => {
  it("is found by its secret, of which only a hash is kept", async () => {
    const user = await makeUser();
    const secret = await openSession(user.id);
    expect(await findSessionUser(secret)).toMatchObject({ id: user.id, email: user.email, name: user.name });
    const row = await rowOf(secret);
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(30 * DAY_MS);
    expect(await findSessionUser(`${secret}x`)).toBeNull();
  });

  it("ends at once when it is revoked, and the person's others go on", async () => {
    const user = await makeUser();
    const [here, there] = [await openSession(user.id), await openSession(user.id)];
    await revokeSession(here);
    expect(await findSessionUser(here)).toBeNull();
    const found = await findSessionUser(there);
    expect(found?.id).toBe(user.id);
    expect([...(await findLiveSessions([found!.sessionId])).keys()]).toEqual([found!.sessionId]);
    await revokeSessionsOf(user.id);
    expect(await findSessionUser(there)).toBeNull();
    expect((await findLiveSessions([found!.sessionId])).size).toBe(0);
  });

  it("runs out after 30 days, however busy, and after 7 days of silence", async () => {
    const user = await makeUser();
    const [old, idle, quiet] = [await openSession(user.id), await openSession(user.id), await openSession(user.id)];
    await change(old, { expiresAt: ago(1) });
    await change(idle, { lastSeenAt: ago(7 * DAY_MS + 1000) });
    await change(quiet, { lastSeenAt: ago(6 * DAY_MS) });
    expect(await findSessionUser(old)).toBeNull();
    expect(await findSessionUser(idle)).toBeNull();
    expect((await findSessionUser(quiet))?.id).toBe(user.id);
  });

  it("is seen at most once a minute", async () => {
    const secret = await openSession((await makeUser()).id);
    const recent = ago(30_000);
    await change(secret, { lastSeenAt: recent });
    await findSessionUser(secret);
    expect((await rowOf(secret)).lastSeenAt).toEqual(recent);
    await change(secret, { lastSeenAt: ago(61_000) });
    await findSessionUser(secret);
    expect((await rowOf(secret)).lastSeenAt.getTime()).toBeGreaterThan(ago(10_000).getTime());
  });

  it("is worth nothing while its account is disabled", async () => {
    const user = await makeUser();
    const secret = await openSession(user.id);
    await db.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
    expect(await findSessionUser(secret)).toBeNull();
  });
});
