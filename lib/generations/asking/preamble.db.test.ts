import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { describeProject } from "@/lib/projects/change-project";
import { describeProjectSchema } from "@/lib/projects/schema";
import { getPreamble } from "@/lib/projects/queries";
import { takesOf } from "@/lib/recipes/takes";
import { knownFiles } from "@/lib/recipes/table/file-names";
import { readCells } from "@/lib/recipes/table/read-cells";
import { readTable } from "@/lib/recipes/table/read-table";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { exportClips } from "../export-clips";
import { getClip } from "../queries";
import { previewGeneration } from "../request-preview/preview-request";
import { checkBatch } from "./check-batch";
import { retryGeneration } from "./retry";
import { submitMany } from "./submit";

const WORDS = "In the style of a woodcut.";
const LATER = "As a watercolour.";
const PROMPT = "A harbour at dawn";
const SENT = `${WORDS}\n${PROMPT}`;

let actor: Actor;
let projectId: string;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
  await describeProject(actor, { id: projectId, preamble: WORDS });
});

const press = (part: DraftPart) => ({ id: newId(), projectId, draft: makeDraft({ prompt: PROMPT, preamble: WORDS, ...part }) });
const sentFor = async (id: string) => (await previewGeneration(actor, { id })).prompt.text;

describe("what a project puts before every prompt", () => {
  it("is part of what is sent and not of the prompt, and stays with a clip that waits when the project changes its mind", async () => {
    const first = press({});
    await submitMany(actor, [first]);
    const { requestHash } = await db.generation.findUniqueOrThrow({ where: { id: first.id } });
    expect(await sentFor(first.id)).toBe(SENT);
    await describeProject(actor, { id: projectId, preamble: LATER });
    expect(await getPreamble(actor, projectId)).toBe(LATER);
    expect(await sentFor(first.id)).toBe(SENT);
    expect(await db.generation.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({ prompt: PROMPT, requestHash });
    // The same press again is the same clip, whatever the project says now.
    await submitMany(actor, [first]);
    expect(await db.generation.count({ where: { teamId: actor.teamId } })).toBe(1);
  });

  it("is never doubled and never newer in what is made from a clip: tried again, taken up whole, several takes", async () => {
    const first = press({});
    await submitMany(actor, [first]);
    await db.generation.update({ where: { id: first.id }, data: { status: "failed", nextActionAt: null, errorCode: "unknown" } });
    await describeProject(actor, { id: projectId, preamble: LATER });
    const again = await retryGeneration(actor, { id: first.id, asId: newId() });
    expect(await sentFor(again.id)).toBe(SENT);
    const { recipe } = await getClip(actor, first.id);
    const takes = takesOf(recipe, 2).map((take) => ({ id: newId(), projectId, draft: { recipe: take, inputs: [], madeFromId: first.id } }));
    await submitMany(actor, takes);
    for (const { id } of takes) expect(await sentFor(id)).toBe(SENT);
  });

  it("comes back from a table of clips as it was, and without it a row stays without", async () => {
    const [described, bare] = [press({ seed: 1 }), press({ seed: 2, preamble: "" })];
    await submitMany(actor, [described, bare]);
    await describeProject(actor, { id: projectId, preamble: LATER });
    const csv = await (await exportClips(actor, { projectId, format: "csv", language: "en" })).answer.arrayBuffer();
    const { lines } = await readTable(new Uint8Array(csv));
    const base = { recipe: makeDraft({ preamble: LATER }).recipe, files: [] };
    const recipes = lines.map(({ cells }) => readCells(cells, base, knownFiles([])).recipe);
    expect(recipes.map(({ prompt, preamble }) => [prompt, preamble]).sort()).toEqual([
      [PROMPT, ""],
      [PROMPT, WORDS],
    ]);
    const { isMade } = await checkBatch(actor, { projectId, drafts: recipes.map((recipe) => ({ recipe, inputs: [] })) });
    expect(isMade).toEqual([true, true]);
    expect(readCells({ prompt: "New" }, base, knownFiles([])).recipe.preamble).toBe(LATER);
  });

  it("counts as part of the prompt: too long together is refused, and a flag across the seam is taken out", async () => {
    await expect(submitMany(actor, [press({ prompt: "x".repeat(7990) })])).rejects.toMatchObject({
      fields: { prompt: { code: "promptTooLong", values: { characters: 7990 + WORDS.length + 1, described: 1 } } },
    });
    const split = press({ preamble: "Woodcut --dur", prompt: "15 gulls" });
    await submitMany(actor, [split]);
    expect(await sentFor(split.id)).toBe("Woodcut gulls");
  });

  it("leaves recipes without it the hash that they had", async () => {
    const bare = press({ preamble: "" });
    await submitMany(actor, [bare]);
    const { preamble: _none, ...older } = bare.draft.recipe;
    const { isMade } = await checkBatch(actor, {
      projectId,
      drafts: [{ ...bare.draft, recipe: { ...older, preamble: "" } }, press({}).draft],
    });
    expect(isMade).toEqual([true, false]);
  });

  it("is refused with flags, with mentions, and beyond its size; another team's project is none", async () => {
    const codeOf = (preamble: string) => {
      const parsed = describeProjectSchema.safeParse({ id: projectId, preamble });
      return parsed.success ? "ok" : (parsed.error.issues[0] as { params?: { code: string } }).params?.code;
    };
    expect(["  \r\n ", "x".repeat(2000), "x".repeat(2001), "Slow --dur 15", `@{${newId()}} walks`].map(codeOf)).toEqual([
      ...["ok", "ok", "tooLong", "hasFlags", "hasMentions"],
    ]);
    const stranger = await makeMember("owner");
    await expect(describeProject(stranger, { id: projectId, preamble: "Mine" })).rejects.toMatchObject({ code: "not-found" });
    expect(await getPreamble(stranger, projectId)).toBe("");
  });
});
