import { isObject, type Json, type ReadItem } from "./items";
import { readContentItem } from "./native/content";
import { readMediaItem } from "./openai/media";
import { Refusal, unfit } from "./refusal";
import type { WireSwitches } from "./switches";
import type { Surface } from "./told-task";

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

const MAX_BODY = 64 * 1024 * 1024;

/** @throws Refusal for a body that is too large or no JSON object */
export function parseJson(text: string, surface: Surface): Json {
  if (text.length > MAX_BODY) throw new Refusal(413, "read_request_body_failed", "request body too large", { byRelay: true });
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Refused below: what is not JSON and what is not an object get the same answer.
  }
  throw surface === "videos"
    ? new Refusal(400, "bad_request_body", "Invalid request body: not a JSON object", { byRelay: true })
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
export function readRequest(body: Json, surface: Surface, switches: WireSwitches): ReadRequest {
  const model = readModelName(body, surface);
  const listName = surface === "videos" ? "media" : "content";
  const list = body[listName];
  if (list === undefined || list === null || (Array.isArray(list) && list.length === 0)) throw missing(surface, listName);
  if (!Array.isArray(list)) throw unfit(listName, "expected an array");
  const warnings: string[] = [];
  const items = list.map((item: unknown, index) => {
    const at = `content[${index}]`;
    if (!isObject(item)) throw unfit(at, "expected an object");
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
