import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { findFiles } from "@/lib/assets/find-files";
import { toAssetView } from "@/lib/assets/view";
import { knownFiles } from "@/lib/recipes/table/file-names";
import { readCells } from "@/lib/recipes/table/read-cells";
import { readTable } from "@/lib/recipes/table/read-table";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";
import { makeAsset, makeMember, makeProject } from "@/lib/testing/factories";
import { exportClips } from "../export-clips";
import { cancelGeneration } from "./cancel";
import { checkBatch } from "./check-batch";
import { deleteGenerations } from "./delete";
import { submitMany } from "./submit";

let actor: Actor;
let projectId: string;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId, slug: "harbour" })).id;
});

const press = (part: DraftPart, project = projectId) => ({ id: newId(), projectId: project, draft: makeDraft(part) });

describe("what the studio knows of rows before anybody presses", () => {
  it("is which recipes this project has or is about to have, and nothing that came to nothing or lies elsewhere", async () => {
    const asset = await makeAsset({ teamId: actor.teamId, createdById: actor.userId });
    const framed = { mode: "firstFrame", prompt: "Framed", inputs: [{ role: "firstFrame", assetId: asset.id }] } as const;
    const elsewhere = (await makeProject({ teamId: actor.teamId })).id;
    const [, , stopped, removed] = await submitMany(actor, [
      press({ prompt: "Made" }),
      press({ ...framed, inputs: [...framed.inputs] }),
      press({ prompt: "Cancelled" }),
      press({ prompt: "Deleted" }),
      press({ prompt: "Elsewhere" }, elsewhere),
    ]);
    await cancelGeneration(actor, stopped!);
    await cancelGeneration(actor, removed!);
    await deleteGenerations(actor, { ids: [removed!.id] });
    const parts: DraftPart[] = [
      { prompt: "Made" },
      { ...framed, inputs: [...framed.inputs] },
      { prompt: "Framed" },
      { prompt: "Cancelled" },
      { prompt: "Deleted" },
    ];
    const { isMade, room, prices } = await checkBatch(actor, {
      projectId,
      drafts: [
        ...parts,
        { prompt: "Elsewhere" },
        { prompt: "Made", seed: 3 },
        { prompt: "Made", seed: 1.5 },
        { prompt: "Made", seed: 1e21 },
      ].map((part) => makeDraft(part)),
    });
    expect(isMade).toEqual([true, true, ...Array<boolean>(7).fill(false)]);
    expect(room).toBe(600 - 3);
    expect(Object.keys(prices.models)).not.toEqual([]);
    await expect(checkBatch(await makeMember("creator"), { projectId, drafts: [] })).rejects.toMatchObject({ code: "not-found" });
  });

  it("is its files by their names, each once, and none of another team", async () => {
    const mine = { teamId: actor.teamId, createdById: actor.userId };
    const [rope] = [
      await makeAsset({ ...mine, name: "Rope.JPG", sha256: "a".repeat(64) }),
      await makeAsset({ ...mine, name: "rope.jpg", sha256: "a".repeat(64) }),
    ];
    const quay = await makeAsset({ ...mine, name: "100%_quay.png", sha256: "b".repeat(64) });
    const stranger = await makeMember("creator");
    const theirs = await makeAsset({ teamId: stranger.teamId, createdById: stranger.userId, name: "rope.jpg" });
    const names = ["ROPE.jpg", "100%_quay.png", "gone.png", "%"];
    expect((await findFiles(actor, { names, ids: [theirs.id] })).map(({ name }) => name.toLowerCase()).sort()).toEqual([
      "100%_quay.png",
      "rope.jpg",
    ]);
    expect((await findFiles(actor, { names: [], ids: [rope.id, quay.id] })).map(({ id }) => id).sort()).toEqual([rope.id, quay.id].sort());
  });
});

describe("the clips of a project as a table", () => {
  it.each(["csv", "xlsx"])("come back as the rows that they were made from, as %s", async (format) => {
    const asset = await makeAsset({ teamId: actor.teamId, createdById: actor.userId, name: "=quay;1.png" });
    const parts: DraftPart[] = [
      { prompt: '=HYPERLINK("x"), two\nlines', seed: 42, sound: false, resolution: "720p" },
      { mode: "firstFrame", prompt: "海港", ratio: "adaptive", durationSeconds: null, inputs: [{ role: "firstFrame", assetId: asset.id }] },
    ];
    const presses = parts.map((part) => press(part));
    await submitMany(actor, presses);
    const { answer } = await exportClips(actor, { projectId, format, language: "zh-Hans" });
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="harbour.${format}"`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (format === "csv") expect(new TextDecoder().decode(bytes)).toContain("'=HYPERLINK");
    const { lines, unused } = await readTable(bytes);
    expect(unused).toContain("状态");
    const base = { recipe: makeDraft({ prompt: "base" }).recipe, files: [] };
    const known = knownFiles([toAssetView(await db.asset.findUniqueOrThrow({ where: { id: asset.id } }))]);
    const read = lines.map(({ cells }) => readCells(cells, base, known));
    expect(read.flatMap(({ problems }) => problems)).toEqual([]);
    const drafts = read.map(({ recipe, files }) => ({ recipe, inputs: files.map(({ role, asset: { id } }) => ({ role, assetId: id })) }));
    expect((await checkBatch(actor, { projectId, drafts })).isMade).toEqual([true, true]);
  });

  it("is for the team alone", async () => {
    await expect(exportClips(await makeMember("owner"), { projectId, format: "csv", language: "en" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
