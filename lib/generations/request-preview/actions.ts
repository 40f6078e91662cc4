"use server";

import { teamAction } from "@/lib/access/doors/team-action";
import { previewDraft } from "./preview-request";
import { previewDraftSchema } from "./schema";

/** A read that needs more than fits into an address: the draft as the composer holds it. */
export const previewDraftAction = teamAction("generations.create", previewDraftSchema, previewDraft);
