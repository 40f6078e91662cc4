import { beforeEach, describe, expect, it } from "vitest";
import pg from "pg";
import { db, databaseUrl } from "@/lib/testing/database";
import { makeDraft } from "@/lib/testing/draft";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { sequentialScans, statementsOf } from "@/lib/testing/query-plans";
import type { Actor } from "@/lib/access/callers/actor";
import { newId } from "@/lib/shared/ids";
import { checkBatch } from "../asking/check-batch";
import { deleteGenerations } from "../asking/delete";
import { submitMany } from "../asking/submit";
import { getGeneration } from "../queries";
import { moveClips } from "./move";

let actor: Actor;
let projectId: string;

beforeEach(async () => {
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

const draftOf = (prompt: string, seed: number | null = null) => makeDraft({ prompt, seed });
const press = (prompt: string, seeds: (number | null)[] = [null], to = projectId) =>
  submitMany(
    actor,
    seeds.map((seed) => ({ id: newId(), projectId: to, draft: draftOf(prompt, seed) })),
  );
const pressOne = async (prompt: string, seed: number | null = null) => (await press(prompt, [seed]))[0]!;
const takeOf = async (id: string) => (await getGeneration(actor, id)).marks?.take;
const end = (...ids: string[]) =>
  db.generation.updateMany({ where: { id: { in: ids } }, data: { status: "ready", nextActionAt: null, waitingFor: null } });

/** As a clip lies there that was made before recipes had keys. */
const forget = (...ids: string[]) => db.generation.updateMany({ where: { id: { in: ids } }, data: { recipeKey: null, take: null } });

describe("takes", () => {
  it("count the runs of one recipe, whatever their seeds, and never change", async () => {
    const alone = await pressOne("A harbour at dawn");
    expect(alone.marks).toBeUndefined();
    const more = await press("A harbour at dawn", [7, 8, null]);
    expect(more.map(({ marks }) => marks?.take)).toEqual([2, 3, 4]);
    expect(await takeOf(alone.id)).toBe(1);
    // One that went to the trash keeps its number.
    await db.generation.updateMany({ where: { id: more[2]!.id }, data: { status: "failed", nextActionAt: null } });
    await deleteGenerations(actor, { ids: [more[2]!.id] });
    expect((await pressOne("A harbour at dawn")).marks?.take).toBe(5);
  });

  it("number what was made before they were counted, once", async () => {
    const old = await pressOne("Old news");
    await forget(old.id);
    expect((await pressOne("Old news")).marks?.take).toBe(2);
    expect(await takeOf(old.id)).toBe(1);
    expect((await pressOne("Old news")).marks?.take).toBe(3);
  });

  it("of a recipe that was run very often before write no old row, and are found by an index", async () => {
    const old = await pressOne("Every day");
    await forget(old.id);
    await end(old.id);
    const columns = await db.$queryRaw<{ name: string }[]>`
      SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = 'generations' AND column_name NOT IN ('id', 'request_hash')`;
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    // Two thousand of the same, among as many others.
    await db.$executeRawUnsafe(
      `INSERT INTO generations (id, request_hash, ${names})
       SELECT gen_random_uuid(), CASE WHEN n % 2 = 0 THEN request_hash ELSE md5(n::text) END, ${names}
       FROM generations, generate_series(1, 4000) AS n WHERE id = $1::uuid`,
      old.id,
    );
    await db.$executeRaw`ANALYZE generations`;
    expect((await pressOne("Every day")).marks?.take).toBe(2002);
    let next = "";
    const statements = await statementsOf(async () => (next = (await pressOne("Every day")).id));
    expect(await takeOf(next)).toBe(2003);
    expect(await db.generation.count({ where: { projectId, take: { not: null } } })).toBe(2);
    const asked = statements.filter(({ text }) => text.includes("recipe_key"));
    expect(asked.some(({ text }) => text.includes("ORDER BY take DESC LIMIT 1"))).toBe(true);
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    expect(await sequentialScans(client, asked, ["generations"])).toEqual([]);
    await client.end();
  });

  it("that cannot be numbered stop no press, and are numbered with the next one", async () => {
    const first = await pressOne("Rain");
    await db.$executeRaw`
      CREATE FUNCTION refuse_takes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no takes today'; END $$`;
    await db.$executeRaw`
      CREATE TRIGGER refuse_takes BEFORE UPDATE OF take ON generations FOR EACH ROW EXECUTE FUNCTION refuse_takes()`;
    const second = await pressOne("Rain").finally(() => db.$executeRaw`DROP FUNCTION refuse_takes CASCADE`);
    expect(second.marks).toBeUndefined();
    expect((await pressOne("Rain")).marks?.take).toBe(3);
    expect([await takeOf(first.id), await takeOf(second.id)]).toEqual([1, 2]);
  });
});

describe("a clip that was moved", () => {
  const isMade = async (where: string) =>
    (await checkBatch(actor, { projectId: where, drafts: [draftOf("Fog", 5), draftOf("Fog"), draftOf("Snow")] })).isMade;

  it.each([false, true])("is made where it lies, and no longer where it was (from before there were keys: %s)", async (isOld) => {
    const clip = await pressOne("Fog", 5);
    await end(clip.id);
    if (isOld) await forget(clip.id);
    const to = await makeProject({ teamId: actor.teamId });
    expect(await isMade(projectId)).toEqual([true, false, false]);
    expect(await isMade(to.id)).toEqual([false, false, false]);
    await moveClips(actor, { ids: [clip.id], projectId: to.id });
    expect(await isMade(projectId)).toEqual([false, false, false]);
    expect(await isMade(to.id)).toEqual([true, false, false]);
    await moveClips(actor, { ids: [clip.id], projectId });
    expect(await isMade(projectId)).toEqual([true, false, false]);
  });

  it("is the same press as ever", async () => {
    const id = newId();
    const pressed = { id, projectId, draft: draftOf("Fog") };
    await submitMany(actor, [pressed]);
    await end(id);
    const to = await makeProject({ teamId: actor.teamId });
    await moveClips(actor, { ids: [id], projectId: to.id });
    await submitMany(actor, [pressed]);
    expect(await db.generation.count({ where: { teamId: actor.teamId } })).toBe(1);
  });

  it("keeps its number unless that is taken there", async () => {
    const to = await makeProject({ teamId: actor.teamId });
    const here = await press("Fog", [null, 1, 2]);
    const there = await press("Fog", [null, 1], to.id);
    await end(...here.map(({ id }) => id));
    await moveClips(actor, { ids: [here[2]!.id], projectId: to.id });
    expect(await takeOf(here[2]!.id)).toBe(3);
    await moveClips(actor, { ids: [here[0]!.id], projectId: to.id });
    expect(await takeOf(here[0]!.id)).toBe(4);
    expect([await takeOf(there[0]!.id), await takeOf(there[1]!.id)]).toEqual([1, 2]);
  });
});
