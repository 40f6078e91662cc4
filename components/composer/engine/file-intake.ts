import { inspectFile } from "@/components/assets/inspect-file";
import { createKeptFiles } from "@/components/assets/kept-files";
import { createUploadQueue, type UploadNews } from "@/components/assets/upload-queue";
import { requestUploadAction } from "@/lib/assets/actions";
import { kindOfFile, type FileProblem } from "@/lib/assets/limits";
import { typeByName } from "@/lib/files/types";
import { MAX_INPUTS, type Mode } from "@/lib/models/catalog";
import { lostOf, readCarriedRecipe, stateFromCarried } from "./carried-recipe";
import type { ComposerSnapshot } from "./composer-snapshot";
import { firstFrameOf, type ComposerInput, type ComposerState } from "./composer-state";
import type { ComposerAction } from "./draft-reducer";
import { newKey } from "@/components/data/new-key";
import { placeFiles, type DropTarget } from "./place-files";

export interface IntakeOptions {
  team: string;
  userId: string;
  snapshot: () => ComposerSnapshot;
  set: (patch: Partial<ComposerSnapshot>) => void;
  dispatch: (action: ComposerAction) => void;
  /** Puts a whole recipe in the place of what is there, with the way back. */
  replace: (state: ComposerState) => void;
  say: (code: "problem" | "recipe", values: Record<string, string | number>) => void;
  /** Turns to another mode because of what was brought; `tell` when the person named no place. */
  switchFor: (mode: Mode, tell: boolean) => void;
  onNews: (key: string, news: UploadNews) => void;
}

/** How files come into the composer: looked at, put in their places, sent. It is loaded when files are near. */
export function createFileIntake({ team, userId, snapshot, set, dispatch, replace, say, switchFor, onNews }: IntakeOptions) {
  const kept = createKeptFiles(userId);
  void kept.sweep();
  const queue = createUploadQueue({ requestUpload: (input) => requestUploadAction(team, input), onNews, kept });

  function begin(file: File, role: ComposerInput["role"]): ComposerInput {
    const key = newKey();
    const declared = kindOfFile(file.type, file.name);
    const kind = declared.ok ? declared.kind : "image";
    const previewUrl = queue.add(key, file, { onlyImages: role !== "reference" });
    return { key, role, name: file.name, kind, asset: null, upload: { step: "reading" }, previewUrl, measured: null };
  }

  const reject = (file: File, problem: FileProblem) => {
    set({ rejected: [...snapshot().rejected, { key: newKey(), name: file.name, problem }] });
    say("problem", { name: file.name });
  };

  /** A frame that is there is not given up for a file that could not take its place. */
  async function addFrame(file: File, role: "firstFrame" | "lastFrame"): Promise<void> {
    if (snapshot().state.inputs.some((input) => input.role === role)) {
      const url = URL.createObjectURL(file);
      const inspection = await inspectFile(file, url);
      URL.revokeObjectURL(url);
      if (!inspection.ok) return reject(file, inspection.problem);
      if (inspection.kind !== "image") return reject(file, { code: "notAnImage", values: {} });
    }
    dispatch({ type: "add", inputs: [begin(file, role)] });
  }

  /** Brings back the recipe that a clip carries. @returns whether that was all there was to do with it */
  async function openRecipe(file: File): Promise<boolean> {
    const carried = await readCarriedRecipe(team, file);
    if (carried === null) return false;
    if ("code" in carried) {
      set({ rejected: [] });
      reject(file, carried);
      return true;
    }
    replace(stateFromCarried(snapshot().state, carried));
    const lost = lostOf(carried);
    if (lost) set({ rejected: [{ key: newKey(), name: file.name, problem: lost }] });
    say("recipe", { name: file.name, count: carried.files.filter(({ asset }) => asset === null).length });
    return true;
  }

  async function addFiles(files: readonly File[], target: DropTarget): Promise<void> {
    const [only] = files;
    // A place that was named says what the clip is to be; without one it is its recipe, where it carries one.
    if (target === "auto" && only && files.length === 1 && typeByName(only.name)?.mime === "video/mp4" && (await openRecipe(only))) return;
    placeAll(files, target);
  }

  function placeAll(files: readonly File[], target: DropTarget): void {
    if (files.length === 0) return;
    const { state } = snapshot();
    const kinds = files.map((file) => {
      const declared = kindOfFile(file.type, file.name);
      return declared.ok ? declared.kind : null;
    });
    const placement = placeFiles(target, kinds, { mode: state.mode, hasFirstFrame: firstFrameOf(state) !== null });
    set({ rejected: [], asking: placement.ask ? files : null });
    if (placement.ask) return;
    // A place that was named says all by itself; only a mode that we chose is told, with the way back.
    if (placement.mode !== state.mode) switchFor(placement.mode, target === "auto");
    const references: ComposerInput[] = [];
    // What the draft cannot hold is named and not taken: a draft that is too long could not be saved at all.
    const room = Math.max(0, MAX_INPUTS - state.inputs.length);
    const taken = files.slice(0, placement.roles.length);
    taken.slice(room).forEach((file) => reject(file, { code: "tooManyFiles", values: { limit: MAX_INPUTS } }));
    taken.slice(0, room).forEach((file, index) => {
      const role = placement.roles[index]!;
      if (role === "reference") references.push(begin(file, role));
      else void addFrame(file, role);
    });
    if (references.length > 0) dispatch({ type: "add", inputs: references });
  }

  /** Puts another file in the place of one that was lost or refused, keeping its role and its number. */
  function replaceFile(key: string, file: File): void {
    const input = snapshot().state.inputs.find((other) => other.key === key);
    if (!input) return;
    const declared = kindOfFile(file.type, file.name);
    const previewUrl = queue.add(key, file, { onlyImages: input.role !== "reference" });
    dispatch({
      type: "update",
      key,
      patch: {
        name: file.name,
        kind: declared.ok ? declared.kind : input.kind,
        asset: null,
        upload: { step: "reading" },
        previewUrl,
        measured: null,
      },
    });
  }

  /** Goes on with the files that were on their way when the page was left, where this browser still has their bytes. */
  async function restore(): Promise<void> {
    const left = snapshot().state.inputs.filter(({ upload }) => upload?.step === "interrupted");
    for (const { key, asset, role } of left) {
      const previewUrl = await queue.restore(key, asset, { onlyImages: role !== "reference" });
      if (previewUrl) dispatch({ type: "update", key, patch: { previewUrl } });
    }
  }

  const openRecipeOf = async (file: File): Promise<void> => {
    if (!(await openRecipe(file))) reject(file, { code: "recipeNone", values: {} });
  };

  const { retry, pause, latest, keepOnly } = queue;
  return { addFiles, openRecipe: openRecipeOf, replaceFile, restore, retry, pause, latest, keepOnly };
}

export type FileIntake = ReturnType<typeof createFileIntake>;
