import { operation } from "@/lib/access/operation";
import { idSchema } from "@/lib/shared/inputs";
import { restoreAnyTeam } from "@/lib/teams/restore-team";
import { disableAccount, enableAccount, endSessionsOf, makeLinkFor } from "./change-people";
import { personLinkSchema } from "./schema";

// All of them are for whoever runs the studio: they look at the person's flag, because no role in a team says it.

/** Nobody comes in by this account from now on. */
export const disable = operation({ name: "operator.disable", permission: "person", input: idSchema, run: disableAccount });
export const enable = operation({ name: "operator.enable", permission: "person", input: idSchema, run: enableAccount });
/** Signs somebody out everywhere. */
export const endSessions = operation({ name: "operator.endSessions", permission: "person", input: idSchema, run: endSessionsOf });
/** A link with which somebody sets a new password. */
export const makeResetLink = operation({
  name: "operator.makeResetLink",
  permission: "person",
  input: personLinkSchema,
  run: makeLinkFor,
});
/** Brings back any team within its thirty days. */
export const restoreTeam = operation({ name: "operator.restoreTeam", permission: "person", input: idSchema, run: restoreAnyTeam });
