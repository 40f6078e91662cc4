import type { Mode, ModelEntry } from "@/lib/models/catalog";
import type { ReadItem } from "./items";
import { invalidParameter, unfit } from "./refusal";
import type { InputSlot } from "./told-task";

export interface CheckedItem extends ReadItem {
  kind: "image" | "video" | "audio";
  slot: InputSlot;
}

const MIXED = "first/last frame content cannot be mixed with reference media content";

/** Each item with its role; a lone picture without one is a first frame. @throws Refusal */
export function withRoles(items: readonly (ReadItem & { kind: CheckedItem["kind"] })[]): CheckedItem[] {
  const pictures = items.filter((item) => item.kind === "image");
  const bare = pictures.filter((item) => item.slot === null);
  const hasReference = items.some((item) => item.slot === "reference");
  const hasFrame = items.some((item) => item.slot === "firstFrame" || item.slot === "lastFrame");
  if (bare.length >= 2 || (bare.length === 1 && hasFrame)) throw unfit("content", "role must be specified for image contents");
  if ((bare.length === 1 || hasFrame) && hasReference) throw unfit("content", MIXED);
  return items.map((item) => ({ ...item, slot: item.slot ?? "firstFrame" }));
}

/** Which of the four modes these items make. @throws Refusal */
export function modeOf(media: readonly CheckedItem[]): Mode {
  const frames = (slot: InputSlot) => media.filter((item) => item.slot === slot);
  const [first, last] = [frames("firstFrame"), frames("lastFrame")];
  for (const [name, extra] of [
    ["first_frame", first[1]],
    ["last_frame", last[1]],
  ] as const) {
    if (extra) throw unfit(extra.param, `only one ${name} image is allowed`);
  }
  if (last[0] && !first[0]) throw unfit(last[0].param, "last_frame requires a first_frame image");
  if (last[0]) return "firstLast";
  if (first[0]) return "firstFrame";
  return media.length > 0 ? "references" : "text";
}

/** @throws Refusal where there are too many of a kind, or sound alone */
export function checkCounts(media: readonly CheckedItem[], model: ModelEntry): void {
  const references = media.filter((item) => item.slot === "reference");
  const limits = model.references;
  for (const [kind, limit] of [
    ["image", limits.images],
    ["video", limits.videos],
    ["audio", limits.audios],
  ] as const) {
    const tooMany = references.filter((item) => item.kind === kind)[limit];
    if (tooMany) throw unfit(tooMany.param, `the number of reference ${kind}s must be less than or equal to ${limit}`);
  }
  if (references.length > limits.maxTotal)
    throw unfit("content", `the number of reference files must be less than or equal to ${limits.maxTotal}`);
  if (references.length > 0 && !limits.audioAlone && references.every((item) => item.kind === "audio")) {
    throw invalidParameter(
      references[0]?.param ?? "content",
      "The parameter `content` specified in the request is not valid: reference audio requires at least one reference image or reference video.",
    );
  }
}
