import { newKey } from "@/components/data/new-key";
import type { ElementRef, ElementView } from "@/lib/assets/elements/view";
import { MAX_INPUTS } from "@/lib/models/catalog";
import { mapTexts } from "@/lib/recipes/shots/shot";
import type { ComposerEngine } from "./composer-engine";
import { type ComposerInput, inputFromAsset } from "./composer-state";
import { followInputs } from "./follow-mentions";

const refOf = ({ id, versionId, name, text, consentUntil }: ElementView): ElementRef => ({ id, versionId, name, text, consentUntil });

const inputsOf = (element: ElementView): ComposerInput[] =>
  element.files.map((asset) => inputFromAsset(asset, "reference", newKey(), refOf(element)));

/** An element and all its files become references, and it is mentioned at once; one that is here is only mentioned. */
export function takeElement(engine: ComposerEngine, element: ElementView, onChoose: (id: string) => void): void {
  const { inputs } = engine.getSnapshot().state;
  if (!inputs.some((input) => input.element?.id === element.id)) {
    if (inputs.length + element.files.length > MAX_INPUTS)
      return engine.refuse(`@${element.name}`, { code: "tooManyFiles", values: { limit: MAX_INPUTS } });
    engine.dispatch({ type: "add", inputs: inputsOf(element) });
  }
  engine.switchTo("references");
  onChoose(element.id);
}

/** The newest version in the place of the one that was chosen: mentions and numbers go along. */
export function takeNewest(engine: ComposerEngine, element: ElementView): void {
  const { state } = engine.getSnapshot();
  const first = state.inputs.findIndex((input) => input.element?.id === element.id);
  if (first < 0) return;
  const others = state.inputs.filter((input) => input.element?.id !== element.id);
  const next = { ...state, inputs: others.toSpliced(first, 0, ...inputsOf(element)) };
  const follow = (text: string): string => followInputs(text, state, next);
  engine.dispatch({
    type: "load",
    state: { ...next, prompt: follow(state.prompt), ...(state.shots && { shots: mapTexts(state.shots, follow) }) },
  });
}

/** What people agreed to counts as it stands now, whatever the version. */
export function renewConsents(engine: ComposerEngine, known: readonly ElementView[]): void {
  const { state } = engine.getSnapshot();
  const renewed = state.inputs.map((input) => {
    const now = known.find(({ id }) => id === input.element?.id);
    if (!now || !input.element || now.consentUntil === input.element.consentUntil) return input;
    return { ...input, element: { ...input.element, consentUntil: now.consentUntil } };
  });
  if (renewed.some((input, index) => input !== state.inputs[index]))
    engine.dispatch({ type: "load", state: { ...state, inputs: renewed } });
}
