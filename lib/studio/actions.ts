"use server";

import { teamAction } from "@/lib/access/doors/team-action";
import { releaseHold } from "./release-hold";
import { releaseHoldSchema } from "./schema";

export const releaseHoldAction = teamAction("hold.release", releaseHoldSchema, releaseHold);
