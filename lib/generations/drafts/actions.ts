"use server";

import { teamAction } from "@/lib/access/team-action";
import { saveDraft } from "./save-draft";
import { saveDraftSchema } from "./schema";

export const saveDraftAction = teamAction("drafts.write", saveDraftSchema, saveDraft);
