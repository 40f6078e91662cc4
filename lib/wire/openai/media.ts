import type { AssetKind } from "@/lib/models/catalog";
import { type Json, type ReadItem, readText, readUrl } from "../items";
import { unfit } from "../refusal";
import type { WireSwitches } from "../switches";
import type { InputSlot } from "../told-task";

const MEDIA_TYPES: Record<string, { kind: AssetKind; slot: InputSlot }> = {
  first_frame: { kind: "image", slot: "firstFrame" },
  last_frame: { kind: "image", slot: "lastFrame" },
  reference_image: { kind: "image", slot: "reference" },
  reference_video: { kind: "video", slot: "reference" },
  reference_audio: { kind: "audio", slot: "reference" },
};

/** An item of `media`. @throws Refusal */
export function readMediaItem(item: Json, at: string, switches: WireSwitches, warnings: string[]): ReadItem {
  if (item.type === "text") return readText(item, at);
  const type = typeof item.type === "string" && Object.hasOwn(MEDIA_TYPES, item.type) ? MEDIA_TYPES[item.type] : undefined;
  if (!type) throw unfit(`${at}.type`, `expected one of text, ${Object.keys(MEDIA_TYPES).join(", ")}`);
  const param = `${at}.${type.kind}_url`;
  return { ...type, text: "", url: readUrl(item, param, switches, warnings), param };
}
