"use server";

import { asPersonAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const disableAccountAction = asPersonAction(operations.disable);
export const enableAccountAction = asPersonAction(operations.enable);
export const endSessionsOfAction = asPersonAction(operations.endSessions);
export const makeLinkForAction = asPersonAction(operations.makeResetLink);
export const restoreAnyTeamAction = asPersonAction(operations.restoreTeam);
