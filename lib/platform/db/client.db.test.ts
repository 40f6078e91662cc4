import { describe, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { withTransaction } from "./client";
import { isDatabaseUnreachable, isUniqueViolation, sqlStateOf } from "./errors";

const newTeam = (slug: string) => ({ id: newId(), slug, name: slug });
const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe("the database client", () => {
  it("bounds statements, locks and idle transactions", async () => {
    const setting = async (name: string) => (await db.$queryRaw<{ value: string }[]>`select current_setting(${name}) as value`)[0]?.value;
    expect(await setting("statement_timeout")).toBe("10s");
    expect(await setting("lock_timeout")).toBe("5s");
    expect(await setting("idle_in_transaction_session_timeout")).toBe("30s");
  });

  it("recognises a row that exists already, by index and by column", async () => {
    await db.team.create({ data: newTeam("twice") });
    const error = await caught(db.team.create({ data: newTeam("twice") }));
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, "slug")).toBe(true);
    expect(isUniqueViolation(error, "teams_slug_key")).toBe(true);
    expect(isUniqueViolation(error, "teams_pkey")).toBe(false);
    expect(isUniqueViolation(error, "name")).toBe(false);
  });

  it("recognises it in raw SQL too", async () => {
    await db.team.create({ data: newTeam("raw") });
    const error = await caught(db.$executeRaw`insert into teams (id, slug, name) values (${newId()}::uuid, 'raw', 'x')`);
    expect(isUniqueViolation(error, "teams_slug_key")).toBe(true);
    expect(sqlStateOf(error)).toBe("23505");
    expect(isUniqueViolation(new Error("23505"))).toBe(false);
    expect(isDatabaseUnreachable(error)).toBe(false);
  });

  it("undoes a transaction that throws, and throws the same error", async () => {
    const reason = new Error("no");
    const error = await caught(
      withTransaction(async (tx) => {
        await tx.team.create({ data: newTeam("undone") });
        throw reason;
      }),
    );
    expect(error).toBe(reason);
    expect(await db.team.count({ where: { slug: "undone" } })).toBe(0);
  });

  it("runs the victim of a deadlock again, so that both transactions succeed", async () => {
    const [a, b] = [newTeam("a"), newTeam("b")];
    await db.team.createMany({ data: [a, b] });
    const bothHoldOne = Promise.withResolvers<void>();
    let holding = 0;
    let runs = 0;
    const rename = (first: string, second: string) =>
      withTransaction(async (tx) => {
        runs++;
        await tx.team.update({ where: { id: first }, data: { name: "renamed" } });
        if (++holding === 2) bothHoldOne.resolve();
        await bothHoldOne.promise;
        await tx.team.update({ where: { id: second }, data: { name: "renamed" } });
      });
    await Promise.all([rename(a.id, b.id), rename(b.id, a.id)]);
    expect(runs).toBe(3);
    expect(await db.team.count({ where: { name: "renamed" } })).toBe(2);
  });

  it("gives up on a conflict that does not end", async () => {
    let runs = 0;
    const error = await caught(
      withTransaction(async (tx) => {
        runs++;
        await tx.$executeRawUnsafe("do $$ begin raise exception 'again' using errcode = '40001'; end $$");
      }),
    );
    expect(runs).toBe(4);
    expect(sqlStateOf(error) ?? (error as { code?: string }).code).toMatch(/40001|P2034/);
  });

  it("empties every table between tests", async () => {
    await db.team.create({ data: newTeam("gone") });
    await truncateAll();
    expect(await db.team.count()).toBe(0);
  });
});
