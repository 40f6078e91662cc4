"use server";

import { teamAction } from "@/lib/access/doors/team-action";
import { assignUnclaimed, bringBackUnclaimed, dismissUnclaimed } from "./decide";
import { keepAsClip } from "./keep-as-clip";
import { assignUnclaimedSchema, keepUnclaimedSchema, unclaimedIdSchema } from "./schema";

export const assignUnclaimedAction = teamAction("unclaimed.manage", assignUnclaimedSchema, assignUnclaimed);
export const keepAsClipAction = teamAction("unclaimed.manage", keepUnclaimedSchema, keepAsClip);
export const dismissUnclaimedAction = teamAction("unclaimed.manage", unclaimedIdSchema, dismissUnclaimed);
export const bringBackUnclaimedAction = teamAction("unclaimed.manage", unclaimedIdSchema, bringBackUnclaimed);
