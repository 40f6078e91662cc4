import type { Mode, ModelEntry } from "@/lib/models/catalog";
import { checkCounts, type CheckedItem, modeOf, withRoles } from "./check-content";
import { type CheckedValues, checkValues } from "./check-values";
import type { ReadItem } from "./items";
import type { ReadRequest } from "./read-request";
import { Refusal, unfit } from "./refusal";
import type { WireSwitches } from "./switches";

const MAX_PROMPT = 32_000;

export interface CheckedRequest extends CheckedValues {
  mode: Mode;
  prompt: string;
  textParam: string;
  media: CheckedItem[];
}

/**
 * Everything that can be checked without looking at files: roles, mixing, counts, the audio rule, and each
 * value for this model and mode. The first failure wins, in the service's order.
 * @throws Refusal with the wording that was seen in the field
 */
export function checkRequest(request: ReadRequest, model: ModelEntry, switches: WireSwitches): CheckedRequest {
  const media = withRoles(request.items.filter((item): item is ReadItem & { kind: CheckedItem["kind"] } => item.kind !== "text"));
  const texts = request.items.filter((item) => item.kind === "text");
  const prompt = texts.map((item) => item.text).join("\n");
  const textParam = texts[0]?.param ?? "content";
  const mode = modeOf(media);
  checkCounts(media, model);
  if (prompt.trim() === "" && (mode === "text" || (request.surface === "videos" && switches.videoTextRequired))) {
    throw new Refusal(400, "MissingParameter", "The request failed because it is missing the required parameter `content.text`.", {
      param: "content.text",
    });
  }
  if (prompt.length > MAX_PROMPT) throw unfit(textParam, `text must be no more than ${MAX_PROMPT} characters`);
  return { mode, prompt, textParam, media, ...checkValues(request, model, mode, prompt, switches) };
}
