import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { statementsOf } from "@/lib/testing/query-plans";
import { listPrompts } from "./list-prompts";
import { listPromptsSchema, MAX_SNIPPET, MOST_SNIPPETS, saveSnippetSchema } from "./schema";
import { deleteSnippet, listSnippets, renameSnippet, saveSnippet } from "./snippets";

let ada: Actor;
let bo: Actor;
let projectId: string;
beforeEach(async () => {
  await truncateAll();
  ada = await makeMember("creator");
  bo = await makeMember("creator", { teamId: ada.teamId });
  projectId = (await makeProject({ teamId: ada.teamId, name: "Harbour" })).id;
});

let minute = 0;
const make = (prompt: string, overrides: Parameters<typeof makeGeneration>[0] = {}) =>
  makeGeneration({ teamId: ada.teamId, projectId, createdById: ada.userId, prompt, createdAt: new Date(++minute * 60_000), ...overrides });
const listed = async (asked: Partial<Parameters<typeof listPrompts>[1]> = {}, actor = ada) =>
  (await listPrompts(actor, listPromptsSchema.parse({ project: projectId, ...asked }))).map(({ prompt }) => prompt);

describe("what was asked for lately", () => {
  it("is each prompt once, newest first, one's own or everybody's, with all words that are looked for", async () => {
    await make("A heron at DAWN");
    await make("100% rain");
    await make("A heron at dusk", { createdById: bo.userId });
    await make("A heron at DAWN", { createdById: bo.userId });
    await make("", {});
    await make("Thrown away", { status: "failed", deletedAt: new Date() });
    expect(await listed()).toEqual(["A heron at DAWN", "A heron at dusk", "100% rain"]);
    expect(await listed({ whose: "mine" })).toEqual(["100% rain", "A heron at DAWN"]);
    expect(await listed({ words: "dawn  Heron" })).toEqual(["A heron at DAWN"]);
    expect(await listed({ words: "0%" })).toEqual(["100% rain"]);
    expect(await listed({ words: "_" })).toEqual([]);
    const [newest] = await listPrompts(ada, listPromptsSchema.parse({ project: projectId }));
    expect(newest).toMatchObject({ isMine: false, project: "Harbour" });
  });

  it("reaches into the team's other projects when it is asked to, and never into another team's or a deleted one", async () => {
    const other = await makeProject({ teamId: ada.teamId });
    const gone = await makeProject({ teamId: ada.teamId, deletedAt: new Date() });
    await make("Here");
    await make("There", { projectId: other.id });
    await make("Gone", { projectId: gone.id });
    const stranger = await makeMember("owner");
    await makeGeneration({ teamId: stranger.teamId, createdById: stranger.userId, prompt: "Theirs" });
    expect(await listed()).toEqual(["Here"]);
    expect(await listed({ scope: "team" })).toEqual(["There", "Here"]);
    await expect(listed({}, stranger)).rejects.toMatchObject({ code: "not-found" });
    await expect(listed({ project: gone.id })).rejects.toMatchObject({ code: "not-found" });
  });

  it("is read from the index of the feed, in both reaches", async () => {
    for (let index = 0; index < 30; index++) await make(`Take ${index}`);
    await db.$executeRaw`ANALYZE generations`;
    for (const scope of ["project", "team"] as const) {
      const statement = (await statementsOf(() => listed({ scope }))).find(({ text }) => text.includes("DISTINCT ON"))!;
      const plan = await db.$transaction(async (tx) => {
        // Of thirty rows anything is quick; what it would do with a million is asked for.
        await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
        await tx.$executeRaw`SET LOCAL enable_bitmapscan = off`;
        await tx.$executeRaw`SET LOCAL enable_sort = off`;
        return tx.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(`EXPLAIN ${statement.text}`, ...statement.values);
      });
      const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
      expect(text).toContain("generations_feed");
      expect(text).not.toMatch(/Seq Scan on generations/);
    }
  });
});

describe("snippets", () => {
  const rain = { name: "Rain", text: "rain on the glass" };

  it("are the whole team's and nobody else's; who saved one and owners may change it", async () => {
    const { id } = await saveSnippet(ada, rain);
    const owner = await makeMember("owner", { teamId: ada.teamId });
    const viewer = await makeMember("viewer", { teamId: ada.teamId });
    const mayChange = await Promise.all([ada, bo, owner, viewer].map(async (actor) => (await listSnippets(actor))[0]!.canChange));
    expect(mayChange).toEqual([true, false, true, false]);
    expect(await listSnippets(await makeMember("owner"))).toEqual([]);
    await expect(renameSnippet(bo, { id, name: "Mine" })).rejects.toMatchObject({ code: "not-allowed" });
    await expect(deleteSnippet(bo, { id })).rejects.toMatchObject({ code: "not-allowed" });
    await expect(deleteSnippet(await makeMember("owner"), { id })).rejects.toMatchObject({ code: "not-found" });
    expect(await renameSnippet(ada, { id, name: "Drizzle" })).toMatchObject({ name: "Drizzle", text: rain.text });
    await deleteSnippet(owner, { id });
    expect(await listSnippets(ada)).toEqual([]);
  });

  it("have a name once: of several who save it at the same moment one has it, and the others are told who", async () => {
    const answers = await Promise.allSettled(["Rain", "RAIN", "ｒain"].map((name) => saveSnippet(ada, { ...rain, name })));
    const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []));
    const { name } = await db.user.findUniqueOrThrow({ where: { id: ada.userId } });
    expect(refused).toHaveLength(2);
    for (const reason of refused) expect(reason).toMatchObject({ fields: { name: { code: "snippetTaken", values: { name } } } });
    const fog = await saveSnippet(bo, { name: "Fog", text: "fog" });
    await expect(renameSnippet(bo, { id: fog.id, name: "rain" })).rejects.toMatchObject({ code: "bad-input" });
    expect(await renameSnippet(bo, { id: fog.id, name: "FOG" })).toMatchObject({ name: "FOG" });
    expect(await saveSnippet(await makeMember("creator"), rain)).toMatchObject(rain);
  });

  it("end at a number and at a size, with a sentence", async () => {
    const row = (index: number) => ({
      id: newId(),
      teamId: ada.teamId,
      createdById: ada.userId,
      name: `${index}`,
      nameKey: `${index}`,
      text: "x",
    });
    await db.snippet.createMany({ data: Array.from({ length: MOST_SNIPPETS - 1 }, (_, index) => row(index)) });
    const answers = await Promise.allSettled(["A", "B", "C"].map((name) => saveSnippet(ada, { ...rain, name })));
    expect(answers.filter(({ status }) => status === "rejected")).toMatchObject([
      { reason: { code: "too-many-snippets", values: { limit: MOST_SNIPPETS } } },
      { reason: { code: "too-many-snippets" } },
    ]);
    const isTaken = (text: string) => saveSnippetSchema.safeParse({ name: "Long", text }).success;
    expect(["\u200b ", "x".repeat(MAX_SNIPPET), "x".repeat(MAX_SNIPPET + 1)].map(isTaken)).toEqual([false, true, false]);
  });
});
