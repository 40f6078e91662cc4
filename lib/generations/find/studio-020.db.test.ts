import { beforeAll, expect, it } from "vitest";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { databaseUrl, db } from "@/lib/testing/database";
import { loadStudio020 } from "@/lib/testing/studio-020";

let id: string;

beforeAll(async () => {
  await loadStudio020(databaseUrl, { upgrade: false });
  const [row] = await db.$queryRaw<{ id: string }[]>`
    UPDATE generations SET actual_duration = 2000000000, actual_ratio = repeat('x', 5000)
    WHERE id = (SELECT id FROM generations WHERE deleted_at IS NULL ORDER BY id LIMIT 1) RETURNING id`;
  id = row!.id;
  await deployMigrations(databaseUrl);
});

it("the clips of 0.2.0 can be found after the update, also one that the provider told odd things of", async () => {
  expect(await db.clipSearch.findUniqueOrThrow({ where: { generationId: id }, select: { seconds: true } })).toEqual({ seconds: 9999 });
  expect(await db.clipSearch.count()).toBe(await db.generation.count({ where: { deletedAt: null } }));
});
