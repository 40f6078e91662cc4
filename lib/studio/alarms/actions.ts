"use server";

import { teamAction } from "@/lib/access/doors/team-action";
import { markAlarmSeen } from "./mark-seen";
import { markSeenSchema } from "./schema";

export const markAlarmSeenAction = teamAction("alarms.read", markSeenSchema, markAlarmSeen);
