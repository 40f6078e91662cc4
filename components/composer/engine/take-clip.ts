import type { QueryClient } from "@tanstack/react-query";
import { readFeed } from "@/components/clip/query-options";
import { shortPrompt } from "@/components/clip/words";
import { newKey } from "@/components/data/new-key";
import { reach } from "@/components/data/outdated";
import { clipAsInputAction } from "@/lib/generations/actions";
import type { FileProblem } from "@/lib/assets/limits";
import type { CardView } from "@/lib/generations/view";
import type { ActionError } from "@/lib/shared/result";
import { type ComposerInput, inputFromAsset } from "./composer-state";
import type { ComposerEngine } from "./composer-engine";
import type { DropTarget } from "./place-files";

/** Of a clip that is let go over a frame, the end begins the next one and the beginning ends it; anywhere else it is a reference. */
const PARTS = { firstFrame: "last", lastFrame: 0, references: "whole", auto: "whole" } as const;

/** What a clip is called, where this page has its card. */
export function nameOfClip(
  client: QueryClient,
  { team, project }: Pick<ComposerEngine, "team" | "project">,
  id: string,
): string | undefined {
  const card = readFeed(client, team, project.slug).find((one) => one.id === id);
  return (card?.marks?.name ?? shortPrompt(card?.prompt ?? "")) || undefined;
}

/**
 * A clip that was dragged here from the gallery takes the place that it was let go over: at once, with what is being done about it. A frame
 * that is there stays until another one can take its place.
 * @param name what it is called until its file has a name, and where it cannot be taken
 */
export async function dropClip(engine: ComposerEngine, { id, name }: { id: string; name: string }, target: DropTarget): Promise<void> {
  const place = target === "auto" ? "references" : target;
  const upload = place === "references" ? ({ step: "checking" } as const) : ({ step: "cutting" } as const);
  const inputOf = (key: string): ComposerInput | undefined => engine.getSnapshot().state.inputs.find((input) => input.key === key);
  const there = engine.getSnapshot().state.inputs.find(({ role }) => role !== "reference" && role === place);
  const kind = place === "references" ? "video" : "image";
  const key = there ? there.key : engine.put({ name, kind, asset: null, upload, previewUrl: null, measured: null }, place);
  if (key === null) return;
  if (there) engine.receive(key, { upload });
  const result = await reach(clipAsInputAction(engine.team, { id, part: PARTS[target] }));
  const now = inputOf(key);
  // Whoever took it away meanwhile does not want it.
  if (!now) return;
  if (result?.ok && !there) return arrive(engine, key, result.data);
  if (result?.ok && engine.place(result.data, now.role === "reference" ? "references" : now.role)) return;
  if (!there) engine.dispatch({ type: "remove", key });
  else if (now.upload?.step === "cutting") engine.dispatch({ type: "update", key, patch: { upload: there.upload } });
  if (!result?.ok) engine.refuse(name, problemOf(result));
}

const PROBLEMS: Partial<Record<ActionError["code"], FileProblem["code"]>> = {
  "not-found": "clipGone",
  "media-damaged": "clipDamaged",
  "not-allowed": "notAllowed",
};

/** Why the server did not give a file, as a sentence about it; null where it could not be reached. */
export const problemOf = (result: { error: ActionError } | null): FileProblem => {
  if (!result) return { code: "network", values: {} };
  const file = result.error.fields?.file;
  return { code: (file?.code ?? PROBLEMS[result.error.code] ?? "unexpected") as FileProblem["code"], values: file?.values ?? {} };
};

/** What stood in its place while it was waited for is the file itself now. */
export function arrive(engine: ComposerEngine, key: string, taken: Parameters<typeof inputFromAsset>[0]): void {
  const { name, asset, upload } = inputFromAsset(taken, "reference", key);
  engine.dispatch({ type: "update", key, patch: { name } });
  engine.receive(key, { asset: asset!, upload });
}

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
  arrive(engine, key, result.data);
}
