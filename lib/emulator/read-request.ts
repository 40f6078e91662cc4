import type { AssetKind } from "@/lib/models/catalog";

import type { InputSlot, Surface } from "./records";
import { invalidParameter, Refusal } from "./refusal";
import type { FidelitySwitches } from "./settings";

export type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

export interface ReadItem {
  kind: "text" | AssetKind;
  /** null: no role was given, which only a picture may do. */
  slot: InputSlot | null;
  text: string;
  url: string;
  /** Where it stands, in ByteDance's way of speaking: `content[1].image_url`. */
  param: string;
}

/** A body of either surface in one spelling; values are checked later, in the service's order. */
export interface ReadRequest {
  surface: Surface;
  model: string;
  items: ReadItem[];
  /** Names as the surface spells them, for messages. */
  names: { resolution: string; duration: string };
  fields: Json;
  warnings: string[];
}

/** @throws Refusal for a body that is no JSON object */
export function parseJson(text: string, surface: Surface): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Refused below: what is not JSON and what is not an object get the same answer.
  }
  throw surface === "videos"
    ? new Refusal(400, "invalid_request", "Invalid request body: not a JSON object", { byRelay: true })
    : new Refusal(400, "InvalidParameter", "The request body is not valid JSON.");
}

const missing = (surface: Surface, name: string): Refusal =>
  surface === "videos"
    ? new Refusal(400, "invalid_request", `field ${name} is required`, { param: name, byRelay: true })
    : new Refusal(400, "MissingParameter", `The request failed because it is missing the required parameter \`${name}\`.`, { param: name });

/** @throws Refusal when there is none */
export function readModelName(body: Json, surface: Surface): string {
  if (typeof body.model !== "string" || body.model === "") throw missing(surface, "model");
  return body.model;
}

/** The rest of the body. @throws Refusal in the order content present, item types, spelling of the roles */
export function readRequest(body: Json, surface: Surface, switches: FidelitySwitches): ReadRequest {
  const model = readModelName(body, surface);
  const listName = surface === "videos" ? "media" : "content";
  const list = body[listName];
  if (list === undefined || list === null || (Array.isArray(list) && list.length === 0)) throw missing(surface, listName);
  if (!Array.isArray(list))
    throw invalidParameter(listName, `The parameter \`${listName}\` specified in the request is not valid: expected an array.`);
  const warnings: string[] = [];
  const items = list.map((item: unknown, index) => {
    const at = `content[${index}]`;
    if (!isObject(item)) throw invalidParameter(at, `The parameter \`${at}\` specified in the request is not valid: expected an object.`);
    return surface === "videos" ? readMediaItem(item, at, switches, warnings) : readContentItem(item, at, switches, warnings);
  });
  return {
    surface,
    model,
    items,
    names: surface === "videos" ? { resolution: "size", duration: "seconds" } : { resolution: "resolution", duration: "duration" },
    fields: body,
    warnings,
  };
}

const CONTENT_KINDS = { image_url: "image", video_url: "video", audio_url: "audio" } as const;
const ROLES: Record<AssetKind, Record<string, InputSlot>> = {
  image: { first_frame: "firstFrame", last_frame: "lastFrame", reference_image: "reference" },
  video: { reference_video: "reference" },
  audio: { reference_audio: "reference" },
};

function readContentItem(item: Json, at: string, switches: FidelitySwitches, warnings: string[]): ReadItem {
  if (item.type === "text") return readText(item, at);
  if (typeof item.type !== "string" || !Object.hasOwn(CONTENT_KINDS, item.type)) {
    throw invalidParameter(
      `${at}.type`,
      `The parameter \`${at}.type\` specified in the request is not valid: expected one of text, image_url, video_url, audio_url.`,
    );
  }
  const name = item.type as keyof typeof CONTENT_KINDS;
  const kind = CONTENT_KINDS[name];
  const param = `${at}.${name}`;
  const holder = item[name];
  const url = readUrl(isObject(holder) ? { ...item, ...holder } : item, param, switches, warnings);
  if (item.role === undefined || item.role === null || item.role === "")
    return { kind, slot: kind === "image" ? null : "reference", text: "", url, param };
  const slot = typeof item.role === "string" ? ROLES[kind][item.role] : undefined;
  if (!slot)
    throw invalidParameter(
      `${at}.role`,
      `The parameter \`${at}.role\` specified in the request is not valid: role ${JSON.stringify(item.role)} is not valid for ${name} contents.`,
    );
  return { kind, slot, text: "", url, param };
}

const MEDIA_TYPES: Record<string, { kind: AssetKind; slot: InputSlot }> = {
  first_frame: { kind: "image", slot: "firstFrame" },
  last_frame: { kind: "image", slot: "lastFrame" },
  reference_image: { kind: "image", slot: "reference" },
  reference_video: { kind: "video", slot: "reference" },
  reference_audio: { kind: "audio", slot: "reference" },
};

function readMediaItem(item: Json, at: string, switches: FidelitySwitches, warnings: string[]): ReadItem {
  if (item.type === "text") return readText(item, at);
  const type = typeof item.type === "string" && Object.hasOwn(MEDIA_TYPES, item.type) ? MEDIA_TYPES[item.type] : undefined;
  if (!type)
    throw invalidParameter(
      `${at}.type`,
      `The parameter \`${at}.type\` specified in the request is not valid: expected one of text, ${Object.keys(MEDIA_TYPES).join(", ")}.`,
    );
  const param = `${at}.${type.kind}_url`;
  return { ...type, text: "", url: readUrl(item, param, switches, warnings), param };
}

function readText(item: Json, at: string): ReadItem {
  if (typeof item.text !== "string")
    throw invalidParameter(`${at}.text`, `The parameter \`${at}.text\` specified in the request is not valid: expected a string.`);
  return { kind: "text", slot: null, text: item.text, url: "", param: `${at}.text` };
}

function readUrl(holder: Json, param: string, switches: FidelitySwitches, warnings: string[]): string {
  if (typeof holder.url === "string" && holder.url !== "") return holder.url;
  if (typeof holder.asset_id === "string" && holder.asset_id !== "" && switches.assetIdAlias === "accept") {
    warnings.push(`${param}: asset_id was given instead of url`);
    return holder.asset_id.startsWith("asset://") ? holder.asset_id : `asset://${holder.asset_id}`;
  }
  throw invalidParameter(`${param}.url`, `The parameter \`${param}.url\` specified in the request is not valid: expected a string.`);
}
