import { door, operation } from "@/lib/access/operation";
import { idSchema } from "@/lib/shared/inputs";
import { assignUnclaimed, bringBackUnclaimed, dismissUnclaimed } from "./decide";
import { keepAsClip } from "./keep-as-clip";
import { listCandidates } from "./queries";
import { assignUnclaimedSchema, keepUnclaimedSchema } from "./schema";

const permission = "unclaimed.manage";

export const assign = operation({ name: "unclaimed.assign", permission, input: assignUnclaimedSchema, run: assignUnclaimed });
export const keep = operation({ name: "unclaimed.keepAsClip", permission, input: keepUnclaimedSchema, run: keepAsClip });
export const dismiss = operation({ name: "unclaimed.dismiss", permission, input: idSchema, run: dismissUnclaimed });
export const bringBack = operation({ name: "unclaimed.bringBack", permission, input: idSchema, run: bringBackUnclaimed });
/** The tasks at the provider that a lost request could have become. */
export const candidates = operation({
  name: "unclaimed.candidates",
  permission: "generations.resolve",
  input: idSchema,
  run: (actor, { id }) => listCandidates(actor, id),
});
/** Our copy of a task that belongs to nobody yet: for the tray's owner, and for whoever may have bought it. */
export const open = door({ name: "unclaimed.open", permission: "generations.resolve" });
