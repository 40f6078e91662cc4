import { beforeEach, expect, test } from "vitest";
import type { ElementView } from "@/lib/assets/elements/view";
import type { AssetView } from "@/lib/assets/view";
import { mentionToken } from "@/lib/models/mention-tokens";
import { planOf } from "@/lib/recipes/plan";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import { createComposerEngine, type ComposerEngine } from "./composer-engine";
import { draftFromState, findComposerProblems, plannedInputs, stateFromDraft } from "./composer-state";
import { compiledPrompt } from "./follow-mentions";
import { renewConsents, takeElement, takeNewest } from "./take-element";

const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const file = (number: number, kind: AssetView["kind"] = "image"): AssetView => ({
  ...{ id: id(number), kind, status: "ready", name: `${number}.png`, mimeType: "image/png", sizeBytes: 1 },
  ...{ width: 800, height: 600, durationMs: kind === "audio" ? 4000 : null, problem: null, fittedFrom: null },
});
const anna: ElementView = {
  ...{ id: id(90), versionId: id(91), version: 1, kind: "character", name: "anna", text: "", consent: "", consentUntil: null },
  author: { id: id(99), name: "Bo" },
  files: [file(1), file(2), file(3, "audio")],
};
const harbour = file(10);

let engine: ComposerEngine;
beforeEach(() => {
  engine = createComposerEngine({
    ...{ team: "studio", project: { id: "p", slug: "p", name: "P" }, user: { id: "u", name: "U" }, initialDraft: null, surface: "native" },
  });
});
const state = () => engine.getSnapshot().state;
const write = (prompt: string): void => engine.dispatch({ type: "set", settings: { prompt } });
const problems = () => findComposerProblems(state(), "native").map(({ code, values }) => [code, values]);
const keyOf = (assetId: string): string => state().inputs.find(({ asset }) => asset?.id === assetId)!.key;
const take = (element = anna): string[] => {
  const said: string[] = [];
  takeElement(engine, element, (mentioned) => said.push(mentioned));
  return said;
};

test("an element that is mentioned brings its files and its mode, once, and one Undo for the mode", () => {
  engine.place(harbour, "references");
  engine.setMode("text");
  expect(take()).toEqual([anna.id]);
  expect(state().mode).toBe("references");
  expect(take()).toEqual([anna.id]);
  write(`${mentionToken(anna.id)} at ${mentionToken(harbour.id)}`);
  expect(compiledPrompt(state())).toBe("anna (Image 2, Image 3; voice: Audio 1) at Image 1");
  expect(draftFromState(state()).inputs).toEqual([
    { role: "reference", assetId: harbour.id },
    ...anna.files.map((asset) => ({ role: "reference", assetId: asset.id, elementVersionId: anna.versionId })),
  ]);
  expect(problems()).toEqual([]);
});

test("its files move and go together, and its mention says what it was", () => {
  take();
  engine.place(harbour, "references");
  write(`${mentionToken(anna.id)} at Image 3`);
  engine.dispatch({ type: "move", key: keyOf(id(2)), to: 1 });
  expect(compiledPrompt(state())).toBe("anna (Image 2, Image 3; voice: Audio 1) at Image 1");
  engine.dispatch({ type: "remove", key: keyOf(id(3)) });
  expect(state().inputs.map(({ asset }) => asset?.id)).toEqual([harbour.id]);
  expect(state().prompt).toBe(`${mentionToken(anna.id, "anna")} at Image 1`);
  expect(problems()).toEqual([["mentionRemoved", { count: 1, named: 1, names: "@anna" }]]);
  take();
  expect(problems()).toEqual([]);
});

test("in another mode it is parked with its name, and what it adds counts against what the model takes", () => {
  take();
  write(`${mentionToken(anna.id)} waves`);
  engine.setMode("text");
  expect(problems()).toEqual([["mentionParked", { count: 1, named: 1, names: "@anna" }]]);
  engine.setMode("references");
  for (let more = 20; more < 28; more++) engine.place(file(more), "references");
  expect(problems()).toEqual([["tooManyImages", { count: 10, limit: 9 }]]);
  // What the press is judged by is what was shown.
  const { recipe } = draftFromState(state());
  const plan = planOf({ ...recipe, prompt: compiledPrompt(state()) }, plannedInputs(state()), {
    surface: "native",
    prices: DEFAULT_PRICES,
  });
  expect(plan.problems).toMatchObject([{ code: "tooManyImages" }]);
});

test("a newer version takes the place of the one that was chosen, and consent counts as it stands now", () => {
  take();
  engine.place(harbour, "references");
  write(`${mentionToken(anna.id)} at Image 3`);
  takeNewest(engine, { ...anna, versionId: id(92), name: "annie", text: "red hair", files: [file(4)] });
  expect(compiledPrompt(state())).toBe("annie (Image 1; red hair) at Image 2");
  expect(draftFromState(state()).inputs[0]).toEqual({ role: "reference", assetId: id(4), elementVersionId: id(92) });
  renewConsents(engine, [{ ...anna, consentUntil: "2020-01-01" }]);
  expect(problems()).toEqual([["consentOver", { count: 1, names: "@annie" }]]);
  renewConsents(engine, [{ ...anna, consentUntil: "2999-01-01" }]);
  expect(problems()).toEqual([]);
});

test("a saved draft has it again", () => {
  take();
  write(`${mentionToken(anna.id)} waves`);
  const draft = draftFromState(state());
  const again = stateFromDraft({ draft, assets: anna.files, elements: [anna] });
  expect(compiledPrompt(again)).toBe(compiledPrompt(state()));
  expect(draftFromState(again)).toEqual(draft);
});
