import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { mentionToken } from "@/lib/models/mention-tokens";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";
import { makeAsset, makeMember, makeProject } from "@/lib/testing/factories";
import { previewDraft } from "../request-preview/preview-request";
import { getClip } from "../queries";
import { submitGeneration } from "./submit";

let actor: Actor;
let projectId: string;
let files: { role: "reference"; assetId: string }[];

const bring = async (teamId: string) => (await makeAsset({ teamId, status: "ready" })).id;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
  const ids = [await bring(actor.teamId), await bring(actor.teamId)];
  files = ids.map((assetId) => ({ role: "reference", assetId }));
});

const press = (part: DraftPart, id = newId()) =>
  submitGeneration(actor, { id, projectId, draft: makeDraft({ mode: "references", inputs: files, ...part }) });
const mention = (index: number) => mentionToken(files[index]!.assetId);

describe("a prompt that mentions files", () => {
  it("is stored, shown and told apart as the words that are sent", async () => {
    const id = newId();
    const prompt = `${mention(1)} hands ${mention(0)} a rope`;
    const view = await press({ prompt }, id);
    expect(view.prompt).toBe("Image 2 hands Image 1 a rope");
    expect((await getClip(actor, id)).recipe.prompt).toBe(view.prompt);
    // The same press again, also after a file was deleted; and the same words without a mention are the same request.
    await db.asset.update({ where: { id: files[0]!.assetId }, data: { deletedAt: new Date() } });
    expect((await press({ prompt }, id)).id).toBe(id);
    expect((await press({ prompt: view.prompt }, id)).id).toBe(id);
    await expect(press({ prompt: `${mention(0)} hands ${mention(1)} a rope` }, id)).rejects.toMatchObject({ code: "idempotency-mismatch" });
    expect(await db.generation.count()).toBe(1);
  });

  it("counts files in the order in which they are sent", async () => {
    const view = await press({ prompt: `${mention(1)}走向镜头`, inputs: files.toReversed() });
    expect(view.prompt).toBe("图片1走向镜头");
  });

  it("is refused on the prompt where a file is not among those that are sent, whoever's it is", async () => {
    const stranger = await makeMember("creator");
    const theirs = await bring(stranger.teamId);
    const refused = { code: "bad-input", fields: { prompt: { code: "mentionMissing", values: { count: 1 } } } };
    for (const id of [theirs, await bring(actor.teamId), newId()])
      await expect(press({ prompt: `${mentionToken(id)} runs` })).rejects.toMatchObject(refused);
    await expect(press({ prompt: `${mention(0)} runs`, mode: "text" })).rejects.toMatchObject(refused);
    expect(await db.generation.count()).toBe(0);
  });

  it("may be as long as the words that are sent", async () => {
    const words = "a".repeat(7990);
    await expect(press({ prompt: `${words} ${mention(0)}` })).resolves.toMatchObject({ status: "waiting" });
    await expect(press({ prompt: `${words}aaa ${mention(0)}` })).rejects.toMatchObject({ fields: { prompt: { code: "promptTooLong" } } });
  });

  it("is previewed in the words that would be sent", async () => {
    const inputs = files.map((file) => ({ ...file, kind: "image" as const }));
    const { recipe } = makeDraft({ mode: "references", prompt: `${mention(1)} dances` });
    const preview = await previewDraft(actor, { recipe, inputs });
    expect(preview.prompt.text).toBe("Image 2 dances");
    expect(preview.inputs.map(({ isMentioned }) => isMentioned)).toEqual([false, true]);
  });
});
