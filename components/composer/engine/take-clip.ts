import { newKey } from "@/components/data/new-key";
import { reach } from "@/components/data/outdated";
import { clipAsInputAction } from "@/lib/generations/actions";
import type { FileProblem } from "@/lib/assets/limits";
import type { CardView } from "@/lib/generations/view";
import type { ActionError } from "@/lib/shared/result";
import { inputFromAsset } from "./composer-state";
import type { ComposerEngine } from "./composer-engine";
import type { DropTarget } from "./place-files";

/** Of a clip that is let go over a frame, the end begins the next one and the beginning ends it; anywhere else it is a reference. */
const PARTS = { firstFrame: "last", lastFrame: 0, references: "whole", auto: "whole" } as const;

/**
 * A clip that was dragged here from the gallery takes the place that it was let go over.
 * @param name what it is called where it cannot be taken
 */
export async function dropClip(
  engine: Pick<ComposerEngine, "team" | "place" | "refuse">,
  { id, name }: { id: string; name: string },
  target: DropTarget,
): Promise<void> {
  const result = await reach(clipAsInputAction(engine.team, { id, part: PARTS[target] }));
  if (result?.ok) engine.place(result.data, target === "auto" ? "references" : target);
  else engine.refuse(name, problemOf(result));
}

const problemOf = (result: { error: ActionError } | null): FileProblem => {
  const file = result?.error.fields?.file;
  return { code: (file?.code ?? "network") as FileProblem["code"], values: file?.values ?? {} };
};

/** A clip becomes a reference and is mentioned at once; its file follows, as an upload would. */
export async function takeClip(engine: ComposerEngine, clip: CardView, onChoose: (id: string) => void): Promise<void> {
  if (!engine.hasRoomFor(clip.prompt)) return;
  const key = newKey();
  const pending = { asset: null, upload: { step: "checking" }, previewUrl: null, measured: null } as const;
  engine.dispatch({ type: "add", inputs: [{ key, role: "reference", name: clip.prompt, kind: "video", ...pending }] });
  engine.switchTo("references");
  onChoose(key);
  const result = await reach(clipAsInputAction(engine.team, { id: clip.id, part: "whole" }));
  if (!result?.ok) return engine.receive(key, { upload: { step: "problem", problem: problemOf(result), retryable: false } });
  const { name, asset, upload } = inputFromAsset(result.data, "reference", key);
  engine.dispatch({ type: "update", key, patch: { name } });
  engine.receive(key, { asset: asset!, upload });
}
