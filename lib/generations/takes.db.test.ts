import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { AppError } from "@/lib/shared/errors";
import pg from "pg";
import { databaseUrl, truncateAll } from "@/lib/testing/database";
import { sequentialScans, statementsOf } from "@/lib/testing/query-plans";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { listTakes } from "./takes";

let actor: Actor;
let projectId: string;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

let minute = 0;
const KEY = "of-one-recipe";
const make = (overrides: Parameters<typeof makeGeneration>[0] = {}) =>
  makeGeneration({
    ...{ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready", requestHash: `hash-${++minute}`, recipeKey: KEY },
    createdAt: new Date(Date.UTC(2026, 10, 29, 8, minute)),
    ...overrides,
  });
const takes = async (id: string) => (await listTakes(actor, id)).map((card) => card.id);

describe("the takes of a recipe", () => {
  it("are its runs in the project that are ready or on their way, newest first", async () => {
    const first = await make();
    const second = await make();
    const coming = await make({ status: "running" });
    const failed = await make({ status: "failed" });
    await make({ recipeKey: "of-another" });
    await make({ deletedAt: new Date() });
    await make({ projectId: (await makeProject({ teamId: actor.teamId })).id });
    await makeGeneration({ status: "ready", recipeKey: KEY });
    for (const { id } of [first, second, coming, failed]) expect(await takes(id)).toEqual([coming.id, second.id, first.id]);
  });

  it("of before keys were kept are those of one request", async () => {
    const older = await make({ recipeKey: null, requestHash: KEY });
    const newer = await make({ recipeKey: null, requestHash: KEY });
    const seeded = await make({ recipeKey: null });
    for (const { id } of [older, newer]) expect(await takes(id)).toEqual([newer.id, older.id]);
    expect(await takes(seeded.id)).toEqual([seeded.id]);
  });

  it("are nobody else's to see", async () => {
    const { id } = await make();
    await expect(listTakes(await makeMember("owner"), id)).rejects.toEqual(new AppError("not-found"));
  });

  it("are read from indexes", async () => {
    const { id } = await make();
    const statements = await statementsOf(() => listTakes(actor, id));
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    // A table of one row is read from end to end whatever indexes there are.
    await client.query("SET enable_seqscan = off");
    expect(await sequentialScans(client, statements, ["generations"]).finally(() => client.end())).toEqual([]);
  });
});
