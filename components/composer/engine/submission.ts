import type { Draft } from "@/lib/generations/schema";
import type { Surface } from "@/lib/models/catalog";
import { usedInputs } from "@/lib/models/request";
import { takesOf } from "@/lib/recipes/takes";
import { compiledPrompt } from "./follow-mentions";
import type { ComposerSnapshot } from "./composer-snapshot";
import type { Callbacks } from "./callbacks";
import {
  draftFromState,
  findComposerProblems,
  savedDraft,
  unknownMentions,
  type ComposerProblem,
  type ComposerState,
} from "./composer-state";
import { isOutdated } from "@/components/data/outdated";
import { newKey } from "@/components/data/new-key";
import { sendPresses } from "@/components/data/send-presses";

/** How long a second press counts as part of the same double click, and the button says what it did. */
const SENT_MS = 800;
/** How long it is told that a press made nothing: time to read it and to press again. */
const SWALLOWED_MS = 4000;

export interface PressOptions {
  /** Sends although the prompt names files that are not there. */
  anyway?: boolean;
  /** One more take of the same, meant so: by keys that nobody hits twice by mistake. */
  another?: boolean;
}

interface SubmissionOptions {
  team: string;
  projectId: string;
  surface: Surface;
  snapshot: () => ComposerSnapshot;
  set: (patch: Partial<ComposerSnapshot>) => void;
  say: (code: "sent" | "swallowed" | "waiting", values?: Record<string, number>) => void;
  callbacks: () => Callbacks;
}

/** The press of Generate: judged, perhaps kept back until the files are there, sent once, and answered. */
export function createSubmission({ team, projectId, surface, snapshot, set, say, callbacks }: SubmissionOptions) {
  let sentTimer: ReturnType<typeof setTimeout> | undefined;
  let swallowedTimer: ReturnType<typeof setTimeout> | undefined;
  /** The last press whose answer never came: the same draft goes out under the same keys, and so cannot become two. */
  let lost: { keys: string[]; drafts: Draft[]; text: string } | null = null;
  /** What was pressed last and how many takes of it there are, so that another one under a locked seed has the next seed. */
  let latest: { text: string; takes: number } | null = null;
  let whenSent: () => void = () => undefined;
  let isAnother = false;

  const takesOfPress = (): number => (isAnother ? 1 : snapshot().state.takes);

  /**
   * What tells one press from another. The project's words before the prompt are no part of it: somebody may change them
   * while an answer is lost, and the press that goes out again is still the one that may have been taken. Whether they are
   * wanted is a person's own choice, and makes another press.
   */
  function whatIsMeant(state: ComposerState): string {
    const { takes: _takes, shots: _shots, ...draft } = savedDraft(state);
    return JSON.stringify(draft);
  }

  /** What each take is asked for with. */
  function draftsOf(draft: Draft, count: number): Draft[] {
    const text = whatIsMeant(snapshot().state);
    const from = isAnother && latest?.text === text ? latest.takes : 0;
    latest = { text, takes: from + count };
    return takesOf(draft.recipe, count, from).map((recipe) => ({ ...draft, recipe }));
  }

  async function send(agreed: number): Promise<void> {
    const { state } = snapshot();
    const { takes: _takes, ownPreamble: _own, shots: _shots, ...draft } = draftFromState(state);
    const text = whatIsMeant(state);
    const isSameAgain = lost?.text === text && (snapshot().submitError?.code === "reconnected" || lost.drafts.length === takesOfPress());
    const drafts = isSameAgain ? lost!.drafts : draftsOf(draft, takesOfPress());
    const keys = isSameAgain ? lost!.keys : drafts.map(newKey);
    lost = null;
    const takes = drafts.map((take, index) => ({ key: keys[index]!, draft: take }));
    const inputs = usedInputs(state.mode, state.inputs).flatMap(({ role, asset }) => (asset ? [{ role, asset }] : []));
    // What a card shows until the server answers.
    const prompt = compiledPrompt(state);
    callbacks().onSubmitting?.({
      takes: takes.map(({ key, draft: take }) => ({ key, draft: { ...take, recipe: { ...take.recipe, prompt } } })),
      inputs,
    });
    clearTimeout(swallowedTimer);
    set({ attempted: false, submitError: null, mentions: null, sent: true, swallowed: false, waiting: false });
    say("sent", { count: takes.length });
    whenSent();
    clearTimeout(sentTimer);
    sentTimer = setTimeout(() => set({ sent: false }), SENT_MS);
    const presses = takes.map(({ key, draft: take }) => ({ id: key, projectId, draft: take }));
    const result = await sendPresses(team, { presses, ...(agreed > 0 && { agreed }) });
    if (!result) {
      lost = { keys, drafts, text };
      // The page says itself that it is too old to send anything.
      set({ submitError: isOutdated() ? null : { code: "offline" }, unsent: isOutdated() });
      callbacks().onSubmitFailed?.(keys, null);
      return;
    }
    if (result.ok) {
      callbacks().onSubmitted?.(result.data);
    } else {
      set({ submitError: result.error, attempted: true });
      callbacks().onSubmitFailed?.(keys, result.error);
    }
  }

  /** Part of a double click, or somebody in a hurry: nothing is bought, and it is said. */
  function swallow(): void {
    clearTimeout(swallowedTimer);
    swallowedTimer = setTimeout(() => set({ swallowed: false }), SWALLOWED_MS);
    if (!snapshot().swallowed) say("swallowed", { count: snapshot().state.takes });
    set({ swallowed: true });
  }

  /** Sends, or asks first where it may cost more than somebody wants to spend without a second thought. */
  async function sendOrAsk(agreed = 0): Promise<void> {
    const price = callbacks().priceToConfirm?.(snapshot().state, takesOfPress()) ?? 0;
    if (price > agreed) return set({ confirming: price, waiting: false });
    await send(agreed);
  }

  return {
    /** The answer to what was asked: it goes out, unless it became dearer meanwhile. */
    async confirm(): Promise<void> {
      const { confirming } = snapshot();
      if (confirming === null) return;
      set({ confirming: null });
      if (findComposerProblems(snapshot().state, surface).length === 0) await sendOrAsk(confirming);
    },
    /**
     * Sends what is in the composer, or says what is missing. When only files on their way are missing, the press
     * is kept and goes out by itself as soon as they are there.
     * @param onSent called at once when it goes out, long before the answer
     * @returns the place to mend first, or null
     */
    async submit(onSent: () => void, { anyway = false, another = false }: PressOptions): Promise<ComposerProblem["slot"] | null> {
      const problems = findComposerProblems(snapshot().state, surface);
      const [problem] = problems;
      whenSent = onSent;
      // Said anyway, it is still the press that was asked about.
      isAnother = anyway ? isAnother : another;
      if (!anyway && problems.every(({ code }) => code === "uploading")) {
        const mentions = unknownMentions(snapshot().state);
        if (mentions.length > 0) {
          set({ mentions });
          return "prompt";
        }
      }
      if (problem && problems.every(({ code }) => code === "uploading")) {
        if (!snapshot().waiting) {
          set({ waiting: true });
          say("waiting");
        }
        return null;
      }
      if (problem) {
        set({ attempted: true });
        return problem.slot;
      }
      if (snapshot().sent && !another) swallow();
      else await sendOrAsk();
      return null;
    },
    /** News of a file came: a press that was kept goes out now, or ends when the file is not coming. */
    reconsider(): void {
      if (!snapshot().waiting) return;
      const problems = findComposerProblems(snapshot().state, surface);
      if (problems.length === 0) void sendOrAsk();
      else if (problems.some(({ code }) => code !== "uploading")) set({ waiting: false, attempted: true });
    },
  };
}
