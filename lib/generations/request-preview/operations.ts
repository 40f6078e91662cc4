import { operation } from "@/lib/access/operation";
import { generationIdSchema } from "../schema";
import { previewDraft, previewGeneration } from "./preview-request";
import { previewDraftSchema } from "./schema";

/** What the draft in the composer would send. It needs more than fits into an address, so it is an action. */
export const ofDraft = operation({
  name: "requests.ofDraft",
  permission: "generations.create",
  input: previewDraftSchema,
  run: previewDraft,
});
/** What was sent for this generation, or will be. */
export const ofGeneration = operation({
  name: "requests.ofGeneration",
  permission: "generations.read",
  input: generationIdSchema,
  run: previewGeneration,
});
