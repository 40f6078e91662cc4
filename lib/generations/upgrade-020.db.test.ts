import { databaseUrl, db } from "@/lib/testing/database";
import pg from "pg";
import { expect, it } from "vitest";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { newId } from "@/lib/shared/ids";
import { loadStudio020 } from "@/lib/testing/studio-020";

it("what 0.2.0 had submitted again, or bought twice, is known by its row after the update", async () => {
  await loadStudio020(databaseUrl, { upgrade: false });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; team_id: string }>(
    "select id, team_id from generations where deleted_at is null order by id limit 1",
  );
  const { id, team_id: teamId } = rows[0]!;
  const made = { again: newId(), twin: newId(), key: newId(), abandoned: newId() };
  for (const [copy, key] of [
    [made.again, made.key],
    [made.twin, newId()],
  ] as const)
    await client.query(
      `insert into generations select copy.* from generations as original, lateral jsonb_populate_record(original,
         jsonb_build_object('id', $1::text, 'idempotency_key', $2::text, 'provider_task_id', null)) as copy where original.id = $3`,
      [copy, key, id],
    );
  const event = (generationId: string, name: string, detail: object) =>
    client.query("insert into generation_events (generation_id, event, to_status, detail) values ($1, $2, 'uncertain', $3)", [
      generationId,
      name,
      detail,
    ]);
  await event(id, "submit-again", { key: made.key });
  await event(made.twin, "second-task", { of: id, taskId: "cgt-2" });
  // Somebody said so and died before it was sent: there is no row, and nothing to know.
  await event(made.twin, "submit-again", { key: made.abandoned });
  await client.end();
  await deployMigrations(databaseUrl);

  expect(await db.generation.findUniqueOrThrow({ where: { id: made.again } })).toMatchObject({ againOfId: id, madeFromId: id, teamId });
  expect(await db.generation.findUniqueOrThrow({ where: { id: made.twin } })).toMatchObject({ againOfId: null, madeFromId: id });
  expect(await db.generation.count({ where: { againOfId: { not: null } } })).toBe(1);
});
