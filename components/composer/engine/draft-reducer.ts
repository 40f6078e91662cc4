import { getModel, type InputRole, type Mode } from "@/lib/models/catalog";
import type { ComposerInput, ComposerState } from "./composer-state";
import { mapTexts } from "@/lib/recipes/shots/shot";
import { followInputs } from "./follow-mentions";

export type Settings = Omit<ComposerState, "inputs" | "mode">;

export type ComposerAction =
  | { type: "setMode"; mode: Mode }
  | { type: "set"; settings: Partial<Settings> }
  | { type: "add"; inputs: readonly ComposerInput[] }
  | { type: "update"; key: string; patch: Partial<Omit<ComposerInput, "key" | "role">> }
  | { type: "remove"; key: string }
  | { type: "removeReferences" }
  /** Moves a reference, with all files of its element, among the references; positions count from 0. */
  | { type: "move"; key: string; to: number }
  | { type: "setRole"; key: string; role: InputRole }
  | { type: "swapFrames" }
  | { type: "load"; state: ComposerState };

const isFrame = (role: InputRole): boolean => role !== "reference";

/** A frame has one place: whoever takes it sends the one before it away. */
function withInput(inputs: readonly ComposerInput[], input: ComposerInput): ComposerInput[] {
  const rest = isFrame(input.role) ? inputs.filter((other) => other.role !== input.role || other.key === input.key) : inputs;
  return [...rest.filter((other) => other.key !== input.key), input];
}

/** The ratio after a change of mode: a ratio that nobody chose follows the mode, a chosen one stays. */
function ratioFor(state: ComposerState, mode: Mode): ComposerState["ratio"] {
  const defaults = getModel(state.model).defaults.ratio;
  return state.ratio === defaults[state.mode] ? defaults[mode] : state.ratio;
}

/** References as they are moved and counted on the strip: each file by itself, those of an element together. */
export function unitsOf<T>(references: readonly T[], elementOf: (reference: T) => string | undefined): T[][] {
  const units: T[][] = [];
  for (const reference of references) {
    const element = elementOf(reference);
    const unit = element === undefined ? undefined : units.find(([first]) => elementOf(first!) === element);
    if (unit) unit.push(reference);
    else units.push([reference]);
  }
  return units;
}

const elementOf = ({ element }: ComposerInput): string | undefined => element?.id;

function moved(inputs: readonly ComposerInput[], key: string, to: number): ComposerInput[] {
  const units = unitsOf(
    inputs.filter((input) => input.role === "reference"),
    elementOf,
  );
  const from = units.findIndex((unit) => unit.some((input) => input.key === key));
  const target = Math.max(0, Math.min(units.length - 1, to));
  if (from < 0 || from === target) return [...inputs];
  const [unit] = units.splice(from, 1);
  units.splice(target, 0, unit!);
  const references = units.flat();
  // Frames keep their places; the places of references are filled in the new order.
  return inputs.map((other) => (other.role === "reference" ? references.shift()! : other));
}

/** A change of files, or of the mode that sends some of them, never changes what the prompt means. */
export function reduceComposer(state: ComposerState, action: ComposerAction): ComposerState {
  const next = reduceFiles(state, action);
  if (action.type === "load" || (next.inputs === state.inputs && next.mode === state.mode)) return next;
  const follow = (text: string) => followInputs(text, state, next);
  return { ...next, prompt: follow(next.prompt), ...(next.shots && { shots: mapTexts(next.shots, follow) }) };
}

/**
 * Every change a person or an upload makes to the composer. Nothing here deletes a file except "remove" and a
 * frame that takes another one's place: a mode that cannot use a file merely parks it.
 */
function reduceFiles(state: ComposerState, action: ComposerAction): ComposerState {
  switch (action.type) {
    case "setMode":
      return action.mode === state.mode ? state : { ...state, mode: action.mode, ratio: ratioFor(state, action.mode) };
    case "set":
      // Whoever empties the prompt begins something of their own, without the words of the clip it came from. Those of the
      // project stay as they were wanted.
      return {
        ...state,
        ...action.settings,
        ...(action.settings.prompt === "" && state.madeFromId && { madeFromId: undefined, ownPreamble: undefined }),
      };
    case "add":
      return { ...state, inputs: action.inputs.reduce(withInput, state.inputs) };
    case "update": {
      if (!state.inputs.some((input) => input.key === action.key)) return state;
      return { ...state, inputs: state.inputs.map((input) => (input.key === action.key ? { ...input, ...action.patch } : input)) };
    }
    case "remove": {
      const element = state.inputs.find((input) => input.key === action.key)?.element?.id;
      const isRemoved = (input: ComposerInput) => input.key === action.key || (element !== undefined && elementOf(input) === element);
      return { ...state, inputs: state.inputs.filter((input) => !isRemoved(input)) };
    }
    case "removeReferences":
      return { ...state, inputs: state.inputs.filter((input) => input.role !== "reference") };
    case "move":
      return { ...state, inputs: moved(state.inputs, action.key, action.to) };
    case "setRole": {
      const input = state.inputs.find((other) => other.key === action.key);
      return input && input.role !== action.role
        ? { ...state, inputs: withInput(state.inputs, { ...input, role: action.role, element: undefined }) }
        : state;
    }
    case "swapFrames":
      return {
        ...state,
        inputs: state.inputs.map((input) => ({
          ...input,
          role: input.role === "firstFrame" ? "lastFrame" : input.role === "lastFrame" ? "firstFrame" : input.role,
        })),
      };
    case "load":
      return action.state;
  }
}
