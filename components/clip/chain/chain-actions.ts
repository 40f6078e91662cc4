import type { QueryClient } from "@tanstack/react-query";
import { type FilePlace, loadRecipe, placeAsset, type RecipeOptions } from "@/components/data/composer-store";
import { wasDeclined } from "@/components/data/ask-first";
import { newKey } from "@/components/data/new-key";
import { reach } from "@/components/data/outdated";
import { sendPresses } from "@/components/data/send-presses";
import type { WordsOf } from "@/components/data/words-of";
import { dismissToast, toast } from "@/components/ui/toast-store";
import type { AssetView } from "@/lib/assets/view";
import { clipAsInputAction } from "@/lib/generations/actions";
import type { AsInputInput } from "@/lib/generations/chaining/schema";
import { toDraftInput } from "@/lib/generations/draft-input";
import type { CardView, ClipView } from "@/lib/generations/view";
import { FRAMES_PER_SECOND, getModel, isModelKey } from "@/lib/models/catalog";
import { usedInputs } from "@/lib/models/request";
import type { Recipe } from "@/lib/recipes/recipe";
import type { ActionError } from "@/lib/shared/result";
import { paths } from "@/lib/shared/paths";
import { clipAddress } from "../clip-address";
import { addOptimistic, cardOfPress, settleOptimistic } from "../optimistic";
import { clipQuery, upsertGeneration } from "../query-options";
import { formatTimecode } from "../timecode";
import type { GalleryPlace } from "../gallery-place";

/** Leaves the place that stands over the composer, and goes on when that is done. */
export type Leave = (then: () => void) => void;
const stay: Leave = (then) => then();

/** Decoding a clip twice at a time helps nobody; a key is pressed faster than a frame is cut. */
let isTaking = false;

/** A press whose answer never came goes out under its own id again, and so cannot become two. */
let lost: { id: string; text: string } | null = null;

interface Chain {
  place: GalleryPlace;
  queryClient: QueryClient;
  t: WordsOf<"chain">;
  errors: WordsOf<"errors">;
  files: WordsOf<"assetProblems">;
  common: WordsOf<"common">;
}

/** What is made next out of a clip: with one of its frames, with itself, or with its recipe. */
export function makeChainActions({ place: { team, project, user }, queryClient, t, errors, files, common }: Chain) {
  const explain = (error: ActionError | null): void => {
    const file = error?.fields?.file;
    const code = file?.code as "tooLarge" | undefined;
    const title = !error
      ? common("offline")
      : code && files.has(code)
        ? files(code, file?.values as never)
        : errors(error.code, error.values);
    toast({ title, tone: "failed" });
  };

  /** @returns null where it was refused, which has been said, and while another one is being taken */
  const take = async (view: CardView, part: AsInputInput["part"]): Promise<AssetView | null> => {
    if (isTaking) return null;
    isTaking = true;
    const notice = toast({ title: t(part === "whole" ? "takingClip" : "takingFrame"), durationMs: 60_000 });
    const result = await reach(clipAsInputAction(team, { id: view.id, part }));
    isTaking = false;
    dismissToast(notice);
    if (!result?.ok) explain(result?.error ?? null);
    return result?.ok ? result.data : null;
  };

  const clipOf = async (view: CardView): Promise<ClipView | null> => {
    const clip = await queryClient.fetchQuery(clipQuery(team, view.id)).catch(() => null);
    if (!clip) explain(null);
    return clip;
  };

  const takeFrame = async (view: CardView, frame: number, place: FilePlace, leave = stay): Promise<void> => {
    const asset = await take(view, frame);
    if (!asset) return;
    leave(() => {
      if (!placeAsset(asset, place)) return toast({ title: t("notPlaced"), tone: "failed" });
      toast({ title: t(`placed.${place}`, { time: formatTimecode(frame, view.video?.framesPerSecond ?? FRAMES_PER_SECOND) }) });
    });
  };

  const savePicture = async (view: CardView, frame: number): Promise<void> => {
    const asset = await take(view, frame);
    if (!asset) return;
    const link = document.createElement("a");
    link.href = `${paths.api.asset(asset.id, "original")}?download=1`;
    link.download = "";
    link.click();
  };

  const begin = async (
    view: CardView,
    part: "last" | "whole",
    options: (clip: ClipView, asset: AssetView) => RecipeOptions,
    leave: Leave,
  ) => {
    const clip = await clipOf(view);
    const asset = clip && (await take(view, part));
    if (asset) leave(() => loadRecipe(clip, options(clip, asset)));
    return Boolean(asset);
  };

  /** Its last frame begins the next one; words and settings stay, and the picture decides the shape. */
  const continueFrom = (view: CardView, leave = stay): Promise<boolean> =>
    begin(
      view,
      "last",
      ({ recipe }, asset) => ({
        files: { mode: "firstFrame", inputs: [{ role: "firstFrame", asset }] },
        settings: isModelKey(recipe.model) ? { ratio: getModel(recipe.model).defaults.ratio.firstFrame } : {},
      }),
      leave,
    );

  /** The clip itself is the reference, and the prompt says what for. */
  const refer = (view: CardView, settings: NonNullable<RecipeOptions["settings"]>, leave = stay): Promise<boolean> =>
    begin(view, "whole", (_, asset) => ({ files: { mode: "references", inputs: [{ role: "reference", asset }] }, settings }), leave);

  /** One more clip with this recipe and the files of that clip. */
  const press = async (clip: ClipView, recipe: Recipe, said: string): Promise<void> => {
    const inputs = usedInputs(recipe.mode, clip.inputs);
    const draft = { recipe, inputs: inputs.map(toDraftInput), madeFromId: clip.card.id };
    const text = JSON.stringify([project.id, draft]);
    const id = lost?.text === text ? lost.id : newKey();
    addOptimistic(queryClient, team, project.slug, cardOfPress({ id, draft, inputs, author: user }));
    const result = await sendPresses(team, { presses: [{ id, projectId: project.id, draft }] });
    lost = result ? null : { id, text };
    const isOver = result?.ok || wasDeclined(result);
    settleOptimistic(queryClient, team, project.slug, id, isOver ? null : (result?.error ?? { code: "unexpected" }));
    if (wasDeclined(result)) return;
    if (!result?.ok) return explain(result?.error ?? null);
    for (const view of result.data) upsertGeneration(queryClient, team, project.slug, view);
    toast({ title: said, action: { label: t("show"), onClick: () => clipAddress.lead({ id }), leads: true } });
  };

  const another = async (view: CardView): Promise<void> => {
    const clip = await clipOf(view);
    if (clip) await press(clip, { ...clip.recipe, seed: null }, t("anotherQueued"));
  };

  const makeFinal = (clip: ClipView, recipe: Recipe): Promise<void> => press(clip, recipe, t("finalQueued"));

  return { takeFrame, savePicture, continueFrom, refer, another, makeFinal };
}
