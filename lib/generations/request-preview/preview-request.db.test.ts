import { db, truncateAll } from "@/lib/testing/database";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { startSession } from "@/lib/access/identity/auth";
import type { Actor } from "@/lib/access/callers/actor";
import { describeConnection } from "@/lib/connections/connection";
import { saveProviderKey } from "@/lib/connections/settings";
import type { Asset, Prisma } from "@/lib/platform/db/generated/client";
import { newId } from "@/lib/shared/ids";
import { makeAsset, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { startWebServer } from "@/lib/testing/web-server";
import { previewDraftAction } from "./actions";
import { previewDraft, previewGeneration } from "./preview-request";
import type { PreviewDraftInput } from "./schema";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const web = await startWebServer();

const SETTINGS: DraftPart = { mode: "references", prompt: " Anna of Image 2 waves, as in video 3 --dur 15 ", seed: 7 };
const DRAFT: PreviewDraftInput = { ...makeDraft(SETTINGS), inputs: [] };

let actor: Actor;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
});

const bring = (overrides: Partial<Prisma.AssetUncheckedCreateInput> = {}) =>
  makeAsset({ teamId: actor.teamId, createdById: actor.userId, ...overrides });

async function register(asset: Asset, providerAssetId: string): Promise<void> {
  const { account } = await describeConnection(null);
  await db.assetRegistration.create({
    data: {
      id: newId(),
      providerAccount: account,
      sha256: asset.sha256!,
      kind: asset.kind,
      storageKey: "x",
      mimeType: asset.mimeType,
      status: "ready",
      providerAssetId,
    },
  });
}

const json = (sample: { json: string }): unknown => JSON.parse(sample.json);

describe("a draft", () => {
  it("shows what Generate would send in both styles: ids where the provider has the file, numbered placeholders elsewhere", async () => {
    const [known, fresh] = [await bring({ name: "known.png" }), await bring({ name: "fresh.png" })];
    await register(known, "asset-known");
    const preview = await previewDraft(actor, {
      ...DRAFT,
      inputs: [
        { role: "firstFrame", kind: "image", assetId: fresh.id },
        { role: "reference", kind: "image", assetId: known.id },
        { role: "reference", kind: "video", assetId: null },
        { role: "reference", kind: "image", assetId: fresh.id },
      ],
    });
    expect(preview).toMatchObject({ source: "compiled", apiStyle: "native", sentAt: null, keyVariable: "POWERTOKENS_API_KEY" });
    expect(json(preview.samples.native!)).toEqual({
      model: "dreamina-seedance-2-0-260128",
      content: [
        { type: "text", text: "Anna of Image 2 waves, as in video 3" },
        { type: "image_url", image_url: { url: "asset://asset-known" }, role: "reference_image" },
        { type: "video_url", video_url: { url: "asset://YOUR_VIDEO_1_ASSET_ID" }, role: "reference_video" },
        { type: "image_url", image_url: { url: "asset://YOUR_IMAGE_2_ASSET_ID" }, role: "reference_image" },
      ],
      resolution: "720p",
      ratio: "16:9",
      duration: 5,
      generate_audio: true,
      watermark: false,
      seed: 7,
      safety_identifier: "SET_WHEN_SENT",
    });
    expect(json(preview.samples.openai!)).toMatchObject({
      media: [
        { type: "text" },
        { url: "asset://asset-known" },
        { url: "asset://YOUR_VIDEO_1_ASSET_ID" },
        { url: "asset://YOUR_IMAGE_2_ASSET_ID" },
      ],
      seconds: "5",
      size: "720p",
    });
    expect(preview.prompt).toEqual({
      text: "Anna of Image 2 waves, as in video 3",
      flags: ["--dur 15"],
      unknownMentions: [{ kind: "video", number: 3 }],
    });
    expect(
      preview.inputs.map(({ kind, number, isMentioned, name, isRegistered }) => [kind, number, isMentioned, name, isRegistered]),
    ).toEqual([
      ["image", 1, false, "known.png", true],
      ["video", 1, false, null, false],
      ["image", 2, true, "fresh.png", false],
    ]);
  });

  it("says which style would refuse its settings", async () => {
    const long = await previewDraft(actor, {
      ...makeDraft({ ...SETTINGS, mode: "text", durationSeconds: 13, resolution: "1080p" }),
      inputs: [],
    });
    expect(long.refusals.native).toEqual([]);
    expect(long.refusals.openai!.map((problem) => problem.code)).toEqual(["durationNeedsNative"]);
  });

  it("knows no file of another team, and no model that nobody knows", async () => {
    const theirs = await makeAsset();
    const inputs = [{ role: "reference" as const, kind: "image" as const, assetId: theirs.id }];
    await expect(previewDraft(actor, { ...DRAFT, inputs })).rejects.toMatchObject({ code: "not-found" });
    await expect(previewDraft(actor, { ...makeDraft({ ...SETTINGS, model: "sora" }), inputs: [] })).rejects.toMatchObject({
      code: "bad-input",
    });
  });

  it("is for those who may create", async () => {
    freshBrowser();
    const viewer = await makeMember("viewer");
    await startSession(viewer.userId);
    const { slug } = await db.team.findUniqueOrThrow({ where: { id: viewer.teamId } });
    expect(await previewDraftAction(slug, DRAFT)).toEqual({ ok: false, error: { code: "not-allowed" } });
  });
});

describe("a generation", () => {
  /** As the client writes it; the database gives the keys back in an order of its own. */
  const BODY = {
    model: "dreamina-seedance-2-0-260128",
    content: [
      { type: "text", text: "Rain" },
      { type: "image_url", image_url: { url: "asset://asset-1" }, role: "first_frame" },
    ],
    resolution: "720p",
    ratio: "adaptive",
    duration: 5,
    generate_audio: true,
    watermark: false,
    safety_identifier: "person.attempt",
    of_an_older_version: true,
  };

  async function made({ sent }: { sent: boolean }) {
    const project = await makeProject({ teamId: actor.teamId });
    const asset = await bring();
    const row = await makeGeneration({
      teamId: actor.teamId,
      projectId: project.id,
      createdById: actor.userId,
      mode: "firstFrame",
      ratio: "adaptive",
      prompt: "Rain --wm true",
      status: sent ? "running" : "waiting",
      inputs: { create: [{ position: 0, role: "firstFrame", assetId: asset.id }] },
    });
    const attempt = { generationId: row.id, providerAccount: (await describeConnection(null)).account, leaseUntil: new Date() };
    if (sent) {
      await db.attempt.createMany({
        data: [
          { ...attempt, id: newId(), number: 1, state: "acknowledged", marker: "person.attempt", apiStyle: "native", request: BODY },
          { ...attempt, id: newId(), number: 2, state: "refused", marker: "person.later", apiStyle: "openai", request: { media: [] } },
        ],
      });
    }
    return row;
  }

  it("that was sent shows the body of the ledger word for word, in the order it was written, and as the other style would have had it", async () => {
    const { id } = await made({ sent: true });
    const preview = await previewGeneration(actor, { id });
    expect(preview).toMatchObject({ source: "sent", apiStyle: "native", sentAt: expect.stringMatching(/^\d{4}-/) as string });
    expect(preview.samples.native!.json).toBe(JSON.stringify(BODY, null, 2));
    expect(json(preview.samples.openai!)).toMatchObject({
      media: [{ text: "Rain" }, { type: "first_frame", url: "asset://asset-1" }],
      safety_identifier: "person.attempt",
    });
    expect(preview.prompt).toEqual({ text: "Rain", flags: ["--wm true"], unknownMentions: [] });
    expect(preview.inputs).toMatchObject([{ role: "firstFrame", number: null, url: "asset://asset-1", isRegistered: true }]);
  });

  it("that waits shows what will be sent", async () => {
    const { id } = await made({ sent: false });
    const preview = await previewGeneration(actor, { id });
    expect(preview).toMatchObject({ source: "compiled", sentAt: null });
    expect(json(preview.samples.native!)).toMatchObject({
      content: [{ text: "Rain" }, { image_url: { url: "asset://YOUR_IMAGE_1_ASSET_ID" } }],
    });
  });

  it("holds no key in any spelling", async () => {
    await saveProviderKey(await makeMember("owner"), { apiKey: "sk-secret-0123456789" });
    const { id } = await made({ sent: true });
    const text = JSON.stringify([await previewGeneration(actor, { id }), await previewDraft(actor, DRAFT)]);
    expect(text).not.toContain("sk-secret");
    expect(text).toContain("POWERTOKENS_API_KEY");
  });

  it("of another team is not found, like one that never was", async () => {
    const { id } = await made({ sent: true });
    const ask = async (as: Actor, wanted: string) => {
      freshBrowser();
      await startSession(as.userId);
      const { slug } = await db.team.findUniqueOrThrow({ where: { id: as.teamId } });
      return web.ask(`/api/generations/${wanted}/request?team=${slug}`);
    };
    const stranger = await makeMember("owner");
    for (const wanted of [id, newId()]) {
      const answer = await ask(stranger, wanted);
      expect([answer.status, await answer.json()]).toEqual([404, { ok: false, error: { code: "not-found" } }]);
    }
    expect((await ask(await makeMember("viewer", { teamId: actor.teamId }), id)).status).toBe(200);
    await db.generation.update({ where: { id }, data: { deletedAt: new Date() } });
    expect((await ask(actor, id)).status).toBe(404);
  });
});
