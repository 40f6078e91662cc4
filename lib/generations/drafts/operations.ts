import { operation } from "@/lib/access/operation";
import { saveDraft } from "./save-draft";
import { saveDraftSchema } from "./schema";

export const save = operation({ name: "drafts.save", permission: "drafts.write", input: saveDraftSchema, run: saveDraft });
