import type { AssetKind } from "@/lib/models/catalog";
import { isObject, type Json, type ReadItem, readText, readUrl } from "../items";
import { unfit } from "../refusal";
import type { WireSwitches } from "../switches";
import type { InputSlot } from "../told-task";

const CONTENT_KINDS = { image_url: "image", video_url: "video", audio_url: "audio" } as const;
const ROLES: Record<AssetKind, Record<string, InputSlot>> = {
  image: { first_frame: "firstFrame", last_frame: "lastFrame", reference_image: "reference" },
  video: { reference_video: "reference" },
  audio: { reference_audio: "reference" },
};

/** An item of `content`. @throws Refusal */
export function readContentItem(item: Json, at: string, switches: WireSwitches, warnings: string[]): ReadItem {
  if (item.type === "text") return readText(item, at);
  if (typeof item.type !== "string" || !Object.hasOwn(CONTENT_KINDS, item.type)) {
    throw unfit(`${at}.type`, "expected one of text, image_url, video_url, audio_url");
  }
  const name = item.type as keyof typeof CONTENT_KINDS;
  const kind = CONTENT_KINDS[name];
  const param = `${at}.${name}`;
  const holder = item[name];
  const url = readUrl(isObject(holder) ? { ...item, ...holder } : item, param, switches, warnings);
  if (item.role === undefined || item.role === null || item.role === "")
    return { kind, slot: kind === "image" ? null : "reference", text: "", url, param };
  const slot = typeof item.role === "string" ? ROLES[kind][item.role] : undefined;
  if (!slot) throw unfit(`${at}.role`, `role ${JSON.stringify(item.role)} is not valid for ${name} contents`);
  return { kind, slot, text: "", url, param };
}
