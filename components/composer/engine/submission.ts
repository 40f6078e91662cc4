import { submitGenerationAction } from "@/lib/generations/actions";
import type { Surface } from "@/lib/models/catalog";
import { usedInputs } from "@/lib/models/request";
import type { ComposerSnapshot } from "./composer-engine";
import type { ComposerProps } from "./composer-props";
import { draftFromState, findComposerProblems, unknownMentions, type ComposerProblem } from "./composer-state";
import { isOutdated, reach } from "@/components/data/outdated";
import { newKey } from "@/components/data/new-key";

/** Between the tries of a send whose answer was lost; the key makes repeating harmless. */
const AGAIN_MS = [1000, 3000];

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How long a second press counts as part of the same double click, and the button says what it did. */
const SENT_MS = 800;

interface SubmissionOptions {
  team: string;
  projectId: string;
  surface: Surface;
  snapshot: () => ComposerSnapshot;
  set: (patch: Partial<ComposerSnapshot>) => void;
  say: (code: "sent" | "waiting") => void;
  callbacks: () => Pick<ComposerProps, "onSubmitting" | "onSubmitted" | "onSubmitFailed">;
}

/** The press of Generate: judged, perhaps kept back until the files are there, sent once, and answered. */
export function createSubmission({ team, projectId, surface, snapshot, set, say, callbacks }: SubmissionOptions) {
  let sentTimer: ReturnType<typeof setTimeout> | undefined;
  /** The last press whose answer never came: the same draft goes out under the same key, and so cannot become two. */
  let lost: { key: string; text: string } | null = null;
  let whenSent: () => void = () => undefined;

  async function send(): Promise<void> {
    const { state } = snapshot();
    const draft = draftFromState(state);
    const text = JSON.stringify(draft);
    const key = lost?.text === text ? lost.key : newKey();
    lost = null;
    const inputs = usedInputs(state.mode, state.inputs).flatMap(({ role, asset }) => (asset ? [{ role, asset }] : []));
    callbacks().onSubmitting?.({ key, draft, inputs });
    set({ attempted: false, submitError: null, mentions: null, sent: true, waiting: false });
    say("sent");
    whenSent();
    clearTimeout(sentTimer);
    sentTimer = setTimeout(() => set({ sent: false }), SENT_MS);
    const request = { id: key, projectId, draft };
    let result = await reach(submitGenerationAction(team, request));
    for (const delayMs of AGAIN_MS) {
      if (result || isOutdated()) break;
      await after(delayMs);
      result = await reach(submitGenerationAction(team, request));
    }
    if (!result) {
      lost = { key, text };
      // The page says itself that it is too old to send anything.
      set({ submitError: isOutdated() ? null : { code: "offline" }, unsent: isOutdated() });
      callbacks().onSubmitFailed?.(key, null);
      return;
    }
    if (result.ok) {
      callbacks().onSubmitted?.(result.data, key);
    } else {
      set({ submitError: result.error, attempted: true });
      callbacks().onSubmitFailed?.(key, result.error);
    }
  }

  return {
    /**
     * Sends what is in the composer, or says what is missing. When only files on their way are missing, the press
     * is kept and goes out by itself as soon as they are there.
     * @param onSent called at once when it goes out, long before the answer
     * @returns the place to mend first, or null
     */
    async submit(onSent: () => void, anyway: boolean): Promise<ComposerProblem["slot"] | null> {
      const problems = findComposerProblems(snapshot().state, surface);
      const [problem] = problems;
      whenSent = onSent;
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
      if (!snapshot().sent) await send();
      return null;
    },
    /** News of a file came: a press that was kept goes out now, or ends when the file is not coming. */
    reconsider(): void {
      if (!snapshot().waiting) return;
      const problems = findComposerProblems(snapshot().state, surface);
      if (problems.length === 0) void send();
      else if (problems.some(({ code }) => code !== "uploading")) set({ waiting: false, attempted: true });
    },
  };
}
