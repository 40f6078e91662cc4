import { db } from "@/lib/testing/database";
import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { newId } from "@/lib/shared/ids";
import { makeAsset, makeMember, makeProject } from "@/lib/testing/factories";
import type { Draft, SubmitInput } from "./schema";
import { submitGeneration } from "./submit-generation";

const DRAFT: Draft = {
  mode: "text",
  model: "seedance-2.0",
  prompt: "A cat runs over a meadow",
  resolution: "720p",
  ratio: "16:9",
  durationSeconds: 5,
  seed: null,
  sound: true,
  watermark: false,
  returnLastFrame: false,
  inputs: [],
};

async function setUp(): Promise<{ actor: Actor; input: (draft?: Partial<Draft>) => SubmitInput }> {
  const actor = await makeMember("creator");
  const project = await makeProject({ teamId: actor.teamId });
  return { actor, input: (draft) => ({ projectId: project.id, idempotencyKey: newId(), draft: { ...DRAFT, ...draft } }) };
}

describe("submitGeneration", () => {
  it("records what was asked for, what it will cost, and that somebody has to look at it", async () => {
    const { actor, input } = await setUp();
    const view = await submitGeneration(actor, input({ prompt: "  Rain at dusk  " }));
    expect(view).toMatchObject({ status: "waiting", prompt: "Rain at dusk", estimate: { tokens: 108_900, micros: 838_530 } });
    const row = await db.generation.findUniqueOrThrow({ where: { id: view.id }, include: { events: true } });
    expect(row.nextActionAt).not.toBeNull();
    expect(row.events).toMatchObject([{ event: "submit", actorId: actor.userId }]);
  });

  it("makes one generation of twenty presses with the same key, and answers all of them with it", async () => {
    const { actor, input } = await setUp();
    const press = input();
    const views = await Promise.all(Array.from({ length: 20 }, () => submitGeneration(actor, press)));
    expect(new Set(views.map((view) => view.id)).size).toBe(1);
    expect(await db.generation.count({ where: { teamId: actor.teamId } })).toBe(1);
  });

  it("refuses the same key with another request, and changes nothing", async () => {
    const { actor, input } = await setUp();
    const press = input();
    await submitGeneration(actor, press);
    await expect(submitGeneration(actor, { ...press, draft: { ...press.draft, prompt: "Something else" } })).rejects.toMatchObject({
      code: "idempotency-mismatch",
    });
    expect(await db.generation.findMany({ where: { teamId: actor.teamId }, select: { prompt: true } })).toEqual([{ prompt: DRAFT.prompt }]);
  });

  it("keeps two deliberate presses apart", async () => {
    const { actor, input } = await setUp();
    const [one, two] = [await submitGeneration(actor, input()), await submitGeneration(actor, input())];
    expect(one.id).not.toBe(two.id);
  });

  it("names the slot of everything that is missing", async () => {
    const { actor, input } = await setUp();
    await expect(
      submitGeneration(actor, input({ mode: "firstLast", prompt: " ", durationSeconds: 3, resolution: "4k" })),
    ).rejects.toMatchObject({
      code: "bad-input",
      fields: {
        firstFrame: { code: "firstFrameMissing" },
        lastFrame: { code: "lastFrameMissing" },
        prompt: { code: "promptEmpty" },
        duration: { code: "durationUnavailable" },
        resolution: { code: "resolutionUnavailable" },
      },
    });
  });

  it("does not know another team's project or asset", async () => {
    const { actor, input } = await setUp();
    const other = await setUp();
    await expect(submitGeneration(actor, { ...input(), projectId: other.input().projectId })).rejects.toMatchObject({ code: "not-found" });
    const foreign = await makeAsset({ teamId: other.actor.teamId, createdById: other.actor.userId });
    await expect(
      submitGeneration(actor, input({ mode: "firstFrame", inputs: [{ role: "firstFrame", assetId: foreign.id }] })),
    ).rejects.toMatchObject({ code: "not-found" });
    expect(await db.generation.count({ where: { teamId: actor.teamId } })).toBe(0);
  });

  it("keeps the order of references, and leaves out what is parked", async () => {
    const { actor, input } = await setUp();
    const assets = await Promise.all([1, 2, 3].map(() => makeAsset({ teamId: actor.teamId, createdById: actor.userId })));
    const [a, b, parked] = assets.map((asset) => asset.id) as [string, string, string];
    const view = await submitGeneration(
      actor,
      input({
        mode: "references",
        inputs: [
          { role: "reference", assetId: b },
          { role: "firstFrame", assetId: parked },
          { role: "reference", assetId: a },
        ],
      }),
    );
    expect(view.inputs.map((item) => item.asset.id)).toEqual([b, a]);
  });
});
