import { readdirSync } from "node:fs";
import pg from "pg";
import { expect, it } from "vitest";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { newId } from "@/lib/shared/ids";
import { databaseUrl, db } from "@/lib/testing/database";

it("makes reviewers of the viewers whose owners let them review, and of nobody else", async () => {
  const before = readdirSync("prisma/migrations").filter((name) => name < "20261201093000" && name !== "migration_lock.toml");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  await deployMigrations(databaseUrl, undefined, before);
  const people = { asked: newId(), looks: newId(), makes: newId() };
  for (const id of Object.values(people))
    await client.query("insert into users (id, email, name, password_hash) values ($1, $2, 'Bo', 'x')", [id, `${id}@example.com`]);
  const [open, closed] = [newId(), newId()];
  for (const [id, isOpen] of [
    [open, true],
    [closed, false],
  ] as const)
    await client.query("insert into teams (id, slug, name, viewers_may_review) values ($1, $2, 'Night', $3)", [id, id, isOpen]);
  for (const [team, user, role] of [
    [open, people.asked, "viewer"],
    [open, people.makes, "creator"],
    [closed, people.looks, "viewer"],
  ])
    await client.query("insert into memberships (team_id, user_id, role) values ($1, $2, $3)", [team, user, role]);
  await client.query(
    "insert into invites (id, team_id, role, token_hash, created_by_id, expires_at) values ($1, $2, 'viewer', 'x', $3, now() + interval '1 day')",
    [newId(), open, people.makes],
  );
  await client.end();
  await deployMigrations(databaseUrl);
  const roles = Object.fromEntries((await db.membership.findMany()).map(({ userId, role }) => [userId, role]));
  expect(roles).toEqual({ [people.asked]: "reviewer", [people.makes]: "creator", [people.looks]: "viewer" });
  expect(await db.invite.findMany({ select: { role: true } })).toEqual([{ role: "reviewer" }]);
});
