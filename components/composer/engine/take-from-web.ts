import { reach } from "@/components/data/outdated";
import { bringFromWebAction } from "@/lib/assets/actions";
import type { ComposerEngine } from "./composer-engine";
import type { DropTarget } from "./place-files";
import { arrive, problemOf } from "./take-clip";

/** The picture that was dragged, where it lies in a link: its own address and not that of the page behind the link. */
function pictureIn(html: string): string | null {
  // What is parsed so fetches nothing and runs nothing.
  const source = new DOMParser().parseFromString(html, "text/html").querySelector("img")?.getAttribute("src") ?? null;
  return source?.startsWith("https://") ? source : null;
}

/**
 * A picture that was dragged here from another page: the studio fetches it, and it stands in its place meanwhile. Where it cannot be had, the
 * address is named with what to do instead.
 * @param html what came with the address, empty where nothing did
 */
export async function takeFromWeb(engine: ComposerEngine, address: string, html: string, target: DropTarget): Promise<void> {
  const url = pictureIn(html) ?? address;
  const there = () => engine.getSnapshot().state.inputs;
  const place = target === "auto" ? "references" : target;
  // A frame that is there stays until another one can take its place.
  const isTaken = place !== "references" && there().some(({ role }) => role === place);
  const pending = { kind: "image", asset: null, upload: { step: "checking" }, previewUrl: null, measured: null } as const;
  const key = isTaken ? null : engine.put({ name: url, ...pending }, place);
  if (!isTaken && key === null) return;
  const result = await reach(bringFromWebAction(engine.team, { url }));
  // Whoever took it away meanwhile does not want it.
  if (key !== null && there().every((input) => input.key !== key)) return;
  if (result?.ok) {
    if (key === null) engine.place(result.data, place);
    else arrive(engine, key, result.data);
    return;
  }
  if (key !== null) engine.dispatch({ type: "remove", key });
  engine.refuse(url, problemOf(result));
}
