import type { AssetKind } from "@/lib/models/catalog";
import { unfit } from "./refusal";
import type { WireSwitches } from "./switches";
import type { InputSlot } from "./told-task";

export type Json = Record<string, unknown>;
export const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

export interface ReadItem {
  kind: "text" | AssetKind;
  /** null: no role was given, which only a picture may do. */
  slot: InputSlot | null;
  text: string;
  url: string;
  /** Where it stands, in ByteDance's way of speaking: `content[1].image_url`. */
  param: string;
}

/** The prompt, or a part of it. */
export function readText(item: Json, at: string): ReadItem {
  if (typeof item.text !== "string") throw unfit(`${at}.text`, "expected a string");
  return { kind: "text", slot: null, text: item.text, url: "", param: `${at}.text` };
}

/** Where an item points; both styles spell it in more than one way. */
export function readUrl(holder: Json, param: string, switches: WireSwitches, warnings: string[]): string {
  if (typeof holder.url === "string" && holder.url !== "") return holder.url;
  if (typeof holder.asset_id === "string" && holder.asset_id !== "" && switches.assetIdAlias === "accept") {
    warnings.push(`${param}: asset_id was given instead of url`);
    return holder.asset_id.startsWith("asset://") ? holder.asset_id : `asset://${holder.asset_id}`;
  }
  throw unfit(`${param}.url`, "expected a string");
}
