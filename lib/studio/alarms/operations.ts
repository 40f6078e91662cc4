import { z } from "zod";
import { operation } from "@/lib/access/operation";
import { idSchema } from "@/lib/shared/inputs";
import { markAlarmSeen } from "./mark-seen";
import { listAlarmHistory, listAlarms } from "./queries";

const permission = "alarms.read";

/** What an owner should know of now; with `history` what is over. */
export const list = operation({
  name: "alarms.list",
  permission,
  input: z.object({ history: z.string().optional() }),
  run: async (actor, { history }) => (history === undefined ? await listAlarms(actor) : await listAlarmHistory(actor)),
});
export const markSeen = operation({ name: "alarms.markSeen", permission, input: idSchema, run: markAlarmSeen });
