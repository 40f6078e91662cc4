import { db, truncateAll } from "@/lib/testing/database";
import { beforeEach, describe, expect, it } from "vitest";
import { withTransaction } from "@/lib/platform/db/client";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { isItsTurn, nextInLine, readLine } from "./turn";

const ACCOUNT = "account";
const ask = (id: string, concurrency: number) => withTransaction((tx) => isItsTurn(tx, id, ACCOUNT, concurrency));

async function lineOf(authors: readonly string[], overrides: object = {}) {
  const project = await makeProject();
  const people = new Map<string, string>();
  const rows = [];
  for (const [index, author] of authors.entries()) {
    if (!people.has(author)) people.set(author, (await makeMember("creator", { teamId: project.teamId })).userId);
    rows.push(
      await makeGeneration({
        projectId: project.id,
        teamId: project.teamId,
        createdById: people.get(author)!,
        waitingFor: "turn",
        createdAt: new Date(1_700_000_000_000 + index * 1000),
        ...overrides,
      }),
    );
  }
  return { rows, people, project };
}

describe("whose turn it is", () => {
  beforeEach(truncateAll);

  it("is first come, first served within one person", async () => {
    const { rows } = await lineOf(["ada", "ada", "ada"]);
    expect(await Promise.all(rows.map((row) => ask(row.id, 2)))).toEqual([true, true, false]);
  });

  it("is fair between people: a long line does not keep others out", async () => {
    const { rows } = await lineOf(["ada", "ada", "ada", "ada", "bo"]);
    expect(await nextInLine(db, ACCOUNT, 2)).toEqual([rows[0]!.id, rows[4]!.id]);
    expect(await ask(rows[1]!.id, 2)).toBe(false);
    expect(await ask(rows[4]!.id, 2)).toBe(true);
  });

  it("counts what is at the provider, an unknown outcome included", async () => {
    const { rows, people, project } = await lineOf(["ada", "bo"]);
    for (const status of ["uncertain", "running"] as const) {
      await makeGeneration({
        projectId: project.id,
        teamId: project.teamId,
        createdById: people.get("ada")!,
        status,
        providerAccount: ACCOUNT,
        sentAt: new Date(),
      });
    }
    expect(await ask(rows[0]!.id, 3)).toBe(false);
    expect(await ask(rows[1]!.id, 3)).toBe(true);
    expect(await ask(rows[1]!.id, 2)).toBe(false);
    expect(await nextInLine(db, ACCOUNT, 2)).toEqual([]);
  });

  it("has one of 4k at a time with one key, and lets the others pass meanwhile", async () => {
    const { rows, people, project } = await lineOf(["ada", "ada"], { resolution: "4k" });
    const { rows: others } = await lineOf(["bo"]);
    expect(await ask(rows[0]!.id, 5)).toBe(true);
    const place = { projectId: project.id, teamId: project.teamId, createdById: people.get("ada")!, resolution: "4k" };
    const running = await makeGeneration({ ...place, status: "running", providerAccount: ACCOUNT, sentAt: new Date() });
    expect(await ask(rows[0]!.id, 5)).toBe(false);
    expect(await nextInLine(db, ACCOUNT, 5)).toEqual([others[0]!.id]);
    await db.generation.update({ where: { id: running.id }, data: { status: "ready", nextActionAt: null } });
    expect(await ask(rows[0]!.id, 5)).toBe(true);
  });

  it("lets those pass whose references are still on their way", async () => {
    const { rows } = await lineOf(["ada"], { waitingFor: "inputs" });
    const { rows: later } = await lineOf(["bo"]);
    expect(await ask(later[0]!.id, 1)).toBe(true);
    expect(await nextInLine(db, ACCOUNT, 5)).not.toContain(rows[0]!.id);
  });

  it("is told to people in the very order in which it comes", async () => {
    const { rows } = await lineOf(["ada", "ada", "ada", "bo", "cy", "bo"]);
    const { places, taken } = await readLine(db, ACCOUNT);
    expect(taken).toBe(0);
    const told = rows.map((row) => row.id).sort((a, b) => places.get(a)! - places.get(b)!);
    expect(told).toEqual([0, 3, 4, 1, 5, 2].map((index) => rows[index]!.id));
    for (const count of [1, 2, 3, 4, 5, 6]) expect(await nextInLine(db, ACCOUNT, count)).toEqual(told.slice(0, count));
  });

  it("keeps everybody's place while the whole account is paused, and gives none to what waits for its own files", async () => {
    const { rows } = await lineOf(["ada", "bo"], { waitingFor: "pause" });
    const { rows: busy } = await lineOf(["cy"], { waitingFor: "inputs" });
    const { places } = await readLine(db, ACCOUNT);
    expect([...places]).toEqual([
      [rows[0]!.id, 1],
      [rows[1]!.id, 2],
    ]);
    expect(places.has(busy[0]!.id)).toBe(false);
  });
});
