import { mapTexts } from "@/lib/recipes/shots/shot";
import type { ComposerSnapshot, UndoNotice } from "./composer-snapshot";
import type { ComposerInput, ComposerState } from "./composer-state";
import type { ComposerAction } from "./draft-reducer";
import type { FileIntake } from "./file-intake";
import { compiledPrompt, followInputs, strandedMentions } from "./follow-mentions";

const NOTICE_MS = 8000;

interface WaysBackOptions {
  snapshot: () => ComposerSnapshot;
  set: (patch: Partial<ComposerSnapshot>) => void;
  dispatch: (action: ComposerAction) => void;
  /** Null until there was a file. */
  intake: () => FileIntake | null;
}

/** What was done for a person is said in one line, and one press takes it back while the line stands. */
export function createWaysBack({ snapshot, set, dispatch, intake }: WaysBackOptions) {
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Files that were put aside go on uploading for as long as there is a way back. */
  const withNews = (inputs: readonly ComposerInput[]): ComposerInput[] =>
    inputs.map((input) => {
      const { reused: _reused, ...news } = intake()?.latest(input.key) ?? {};
      return { ...input, ...news };
    });

  function dismiss(): void {
    clearTimeout(timer);
    if (!snapshot().notice) return;
    set({ notice: null });
    intake()?.keepOnly(new Set(snapshot().state.inputs.map((input) => input.key)));
  }

  function notify(code: UndoNotice["code"], back: () => void): void {
    clearTimeout(timer);
    const undo = () => {
      // What comes back is there before what is not there any more is let go.
      back();
      dismiss();
    };
    set({ notice: { code, undo } });
    timer = setTimeout(dismiss, NOTICE_MS);
  }

  /** Files and mode as they were, and the prompt that means the same with them; what was done since stays. */
  function bringBack(before: ComposerState, after: ComposerState): void {
    const now = snapshot().state;
    const since = now.inputs.filter((input) => !after.inputs.some(({ key }) => key === input.key));
    const inputs = before.inputs === after.inputs ? now.inputs : [...withNews(before.inputs), ...since];
    const mode = now.mode === after.mode ? before.mode : now.mode;
    const ratio = now.ratio === after.ratio ? before.ratio : now.ratio;
    const prompt = now.prompt === after.prompt ? before.prompt : followInputs(now.prompt, now, { ...now, inputs, mode });
    const followed = now.shots && mapTexts(now.shots, (text) => followInputs(text, now, { ...now, inputs, mode }));
    const shots = now.shots === after.shots ? before.shots : followed;
    dispatch({ type: "load", state: { ...now, inputs, mode, ratio, prompt, shots } });
  }

  return {
    notify,
    dismiss,
    bringBack,
    /** Everything as it was. */
    bringAllBack: (before: ComposerState): void => dispatch({ type: "load", state: { ...before, inputs: withNews(before.inputs) } }),
    /** What a change of files or of the mode made of the prompt is said, and one press takes back both. */
    tellOfMentions({ type }: ComposerAction, before: ComposerState, after: ComposerState): void {
      if (before.mode !== after.mode && type === "setMode" && before.prompt !== after.prompt)
        return notify("mentionsParked", () => bringBack(before, after));
      if (type === "load" || type === "update" || type === "removeReferences" || before.inputs === after.inputs) return;
      const stranded = strandedMentions(after.prompt, after).length > strandedMentions(before.prompt, before).length;
      const followed = compiledPrompt(before) !== compiledPrompt(after) && before.prompt !== after.prompt;
      if (stranded || followed) notify(stranded ? "mentionStranded" : "numbersFollowed", () => bringBack(before, after));
    },
  };
}
