import { loadStudio020 } from "@/lib/testing/studio-020";
import { databaseUrl, db } from "@/lib/testing/database";
import { beforeAll, describe, expect, it } from "vitest";
import { deployMigrations } from "@/lib/platform/db/migrate";

describe("an attempt of 0.2.0", () => {
  let id: string;

  beforeAll(async () => {
    await loadStudio020(databaseUrl, { upgrade: false });
    const [row] = await db.$queryRaw<{ id: string }[]>`
      UPDATE attempts SET detail = '{"kind": "network", "isForeign": true, "looks": 4, "blindLooks": 2, "lastLook": "blind",
        "firstGoodScanAt": "2026-11-22T10:00:00.000Z"}'
      WHERE id = (SELECT id FROM attempts ORDER BY id LIMIT 1) RETURNING id`;
    id = row!.id;
    await deployMigrations(databaseUrl);
  });

  it("keeps all that decides whether it may be sent again", async () => {
    expect(await db.attempt.findUniqueOrThrow({ where: { id } })).toMatchObject({
      isForeign: true,
      looks: 4,
      blindLooks: 2,
      firstGoodScanAt: new Date("2026-11-22T10:00:00.000Z"),
      detail: { kind: "network", lastLook: "blind" },
    });
    expect(await db.attempt.count({ where: { isForeign: true } })).toBe(1);
  });
});
