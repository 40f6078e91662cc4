"use server";

import { teamAction } from "@/lib/access/doors/team-action";
import { saveDraft } from "./save-draft";
import { saveDraftSchema } from "./schema";

export const saveDraftAction = teamAction("drafts.write", saveDraftSchema, saveDraft);
