import { db, truncateAll } from "@/lib/testing/database";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { getEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { makeGeneration, makeMember } from "@/lib/testing/factories";
import { endHold, findHold, releaseHold } from "./release-hold";

const folderId = (): string => readFileSync(path.join(getEnv().dataDir, "instance-id"), "utf8").trim();
const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

async function holdSince(since: Date, checkedAt: Date | null = null) {
  return db.instance.create({ data: { instanceId: newId(), holdReason: "restored", holdSince: since, holdCheckedAt: checkedAt } });
}

beforeEach(truncateAll);

describe("a hold", () => {
  it("says since when, why, and how much it is about", async () => {
    expect(await findHold()).toBeNull();
    await holdSince(minutesAgo(5));
    await makeGeneration({ status: "uncertain" });
    await makeGeneration();
    expect(await findHold()).toMatchObject({ reason: "restored", checkedAt: null, uncertain: 1, waiting: 1 });
  });

  it("is ended by whoever runs the studio, under their name and a new id in both places", async () => {
    const owner = await makeMember("owner");
    const before = await holdSince(minutesAgo(5), minutesAgo(1));
    writeFileSync(path.join(getEnv().dataDir, "last-attempt"), newId());
    await releaseHold(owner, { anyway: false });
    const after = await db.instance.findUniqueOrThrow({ where: { id: 1 } });
    expect(after).toMatchObject({ holdReason: null, holdSince: null, releasedById: owner.userId, releasedUnchecked: false });
    expect(after.releasedAt!.getTime()).toBeGreaterThan(minutesAgo(1).getTime());
    expect(after.instanceId).not.toBe(before.instanceId);
    expect(folderId()).toBe(after.instanceId);
    expect(existsSync(path.join(getEnv().dataDir, "last-attempt"))).toBe(false);
    await expect(releaseHold(owner, { anyway: false })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is not ended before the provider's list was looked through, unless that is said", async () => {
    const owner = await makeMember("owner");
    await holdSince(minutesAgo(5));
    await expect(releaseHold(owner, { anyway: false })).rejects.toMatchObject({ code: "hold-unchecked" });
    expect(await findHold()).not.toBeNull();
    await releaseHold(owner, { anyway: true });
    expect(await db.instance.findUniqueOrThrow({ where: { id: 1 } })).toMatchObject({ holdReason: null, releasedUnchecked: true });
  });

  it("is not for the owner of another team", async () => {
    await makeMember("owner");
    const other = await makeMember("owner");
    await holdSince(minutesAgo(5), minutesAgo(1));
    await expect(releaseHold(other, { anyway: true })).rejects.toMatchObject({ code: "not-allowed" });
  });

  it("leaves uncertain what was waiting when it began, also when no worker ran; what came later is sent at once", async () => {
    const before = await makeGeneration({ createdAt: minutesAgo(60) });
    const after = await makeGeneration({ waitingFor: "hold", nextActionAt: new Date(Date.now() + 60_000) });
    await holdSince(minutesAgo(5));
    await endHold(null, { anyway: true });
    const [first, second] = await Promise.all([before, after].map(({ id }) => db.generation.findUniqueOrThrow({ where: { id } })));
    expect(first!.status).toBe("uncertain");
    expect(second!.status).toBe("waiting");
    expect(second!.nextActionAt!.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
    expect((await db.instance.findUniqueOrThrow({ where: { id: 1 } })).releasedById).toBeNull();
  });
});
