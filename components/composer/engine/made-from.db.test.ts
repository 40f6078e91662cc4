import { db } from "@/lib/testing/database";
import { beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { submitGenerationsAction } from "@/lib/generations/actions";
import { submitMany } from "@/lib/generations/asking/submit";
import { saveDraftAction } from "@/lib/generations/drafts/actions";
import { getDraft } from "@/lib/generations/drafts/get-draft";
import { saveDraft } from "@/lib/generations/drafts/save-draft";
import { saveDraftSchema } from "@/lib/generations/drafts/schema";
import { getClip } from "@/lib/generations/queries";
import { submitManySchema } from "@/lib/generations/schema";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { createComposerEngine } from "./composer-engine";

vi.mock("@/lib/generations/actions", () => ({ submitGenerationsAction: vi.fn() }));
vi.mock("@/lib/generations/drafts/actions", () => ({ saveDraftAction: vi.fn() }));

let actor: Actor;
let projectId: string;
/** The clip whose recipe is taken over. */
let clipId: string;
beforeEach(async () => {
  actor = await makeMember();
  projectId = (await makeProject({ teamId: actor.teamId })).id;
  clipId = (await makeGeneration({ projectId, status: "ready", seed: 7n })).id;
  // What stands behind the actions is the real thing; who is calling is the test's.
  vi.mocked(submitGenerationsAction).mockImplementation(async (_, input) => ({
    ok: true,
    data: await submitMany(actor, submitManySchema.parse(input).presses),
  }));
  vi.mocked(saveDraftAction).mockImplementation(async (_, input) => ({
    ok: true,
    data: await saveDraft(actor, saveDraftSchema.parse(input)),
  }));
});

const openComposer = async () =>
  createComposerEngine({
    team: "studio",
    project: { id: projectId, slug: "p", name: "P" },
    user: { id: actor.userId, name: "U" },
    initialDraft: await getDraft(actor, projectId),
    surface: "native",
  });
const made = () =>
  db.generation.findFirstOrThrow({ where: { projectId, id: { not: clipId } }, orderBy: { createdAt: "desc" }, include: { events: true } });

it("a clip that is made with another one's recipe knows from which, and what was changed", async () => {
  const engine = await openComposer();
  engine.load(await getClip(actor, clipId), {});
  engine.dispatch({ type: "set", settings: { prompt: "The same, at dawn" } });
  await engine.submit(() => undefined);
  expect(await made()).toMatchObject({ madeFromId: clipId, events: [{ event: "submit", detail: { changed: ["prompt", "seed"] } }] });
});

it("also after the page was closed in between", async () => {
  const engine = await openComposer();
  engine.load(await getClip(actor, clipId), {});
  await vi.waitFor(async () => expect(await getDraft(actor, projectId)).not.toBeNull(), { timeout: 20_000 });
  await (await openComposer()).submit(() => undefined);
  expect(await made()).toMatchObject({ madeFromId: clipId });
});

it("but not when the recipe was put back, or the prompt begun anew", async () => {
  const engine = await openComposer();
  engine.dispatch({ type: "set", settings: { prompt: "Something of my own" } });
  engine.load(await getClip(actor, clipId), {});
  engine.getSnapshot().notice!.undo();
  await engine.submit(() => undefined);
  expect(await made()).toMatchObject({ prompt: "Something of my own", madeFromId: null });

  const other = await openComposer();
  other.load(await getClip(actor, clipId), {});
  for (const prompt of ["", "A new idea"]) other.dispatch({ type: "set", settings: { prompt } });
  await other.submit(() => undefined);
  expect(await made()).toMatchObject({ prompt: "A new idea", madeFromId: null });
});
