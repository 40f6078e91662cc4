import { db, truncateAll } from "@/lib/testing/database";
import { beforeEach, describe, expect, it } from "vitest";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { makeMember } from "@/lib/testing/factories";
import { makeJoinCode, mayAddMachines } from "./make-join-code";

beforeEach(async () => {
  await truncateAll();
  Object.assign(process.env, { STORAGE: "s3", S3_BUCKET: "videos" });
  forgetEnv();
  return () => {
    delete process.env.STORAGE;
    delete process.env.S3_BUCKET;
    forgetEnv();
  };
});

describe("a join code", () => {
  it("is made for whoever runs the studio, is not kept itself, and ends the one before", async () => {
    const operator = await makeMember("owner");
    await db.instance.create({ data: { instanceId: newId() } });
    const { code } = await makeJoinCode(operator);
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const row = await db.instance.findUniqueOrThrow({ where: { id: 1 } });
    expect(JSON.stringify(row)).not.toContain(code);
    expect(row.joinCodeUntil!.getTime()).toBeGreaterThan(Date.now() + 10 * 60_000);
    await makeJoinCode(operator);
    expect((await db.instance.findUniqueOrThrow({ where: { id: 1 } })).joinCodeHash).not.toBe(row.joinCodeHash);
  });

  it("is not for the owner of another team, nor for a studio whose machines share a folder", async () => {
    const operator = await makeMember("owner");
    const other = await makeMember("owner");
    expect(await mayAddMachines(other)).toBe(false);
    await expect(makeJoinCode(other)).rejects.toMatchObject({ code: "not-allowed" });
    process.env.STORAGE = "local";
    forgetEnv();
    await expect(makeJoinCode(operator)).rejects.toMatchObject({ code: "conflict" });
  });
});
