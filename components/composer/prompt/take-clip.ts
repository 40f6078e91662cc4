import { newKey } from "@/components/data/new-key";
import { reach } from "@/components/data/outdated";
import { clipAsInputAction } from "@/lib/generations/actions";
import type { FileProblem } from "@/lib/assets/limits";
import type { CardView } from "@/lib/generations/view";
import { inputFromAsset } from "../engine/composer-state";
import type { ComposerEngine } from "../engine/composer-engine";

/** A clip becomes a reference and is mentioned at once; its file follows, as an upload would. */
export async function takeClip(engine: ComposerEngine, clip: CardView, onChoose: (id: string) => void): Promise<void> {
  if (!engine.hasRoomFor(clip.prompt)) return;
  const key = newKey();
  const pending = { asset: null, upload: { step: "checking" }, previewUrl: null, measured: null } as const;
  engine.dispatch({ type: "add", inputs: [{ key, role: "reference", name: clip.prompt, kind: "video", ...pending }] });
  engine.switchTo("references");
  onChoose(key);
  const result = await reach(clipAsInputAction(engine.team, { id: clip.id, part: "whole" }));
  if (!result?.ok) {
    const file = result?.error.fields?.file;
    const problem = { code: (file?.code ?? "network") as FileProblem["code"], values: file?.values ?? {} };
    return engine.receive(key, { upload: { step: "problem", problem, retryable: false } });
  }
  const { name, asset, upload } = inputFromAsset(result.data, "reference", key);
  engine.dispatch({ type: "update", key, patch: { name } });
  engine.receive(key, { asset: asset!, upload });
}
