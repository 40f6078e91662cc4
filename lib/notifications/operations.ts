import { operation } from "@/lib/access/operation";
import { choose as keepChoice } from "./choices";
import { markRead as read } from "./mark-read";
import { countUnread, listNotifications } from "./queries";
import { chooseSchema, listSchema, markReadSchema } from "./schema";

const permission = "team.read";

/** What one was told in this team. */
export const list = operation({
  name: "notifications.list",
  permission,
  input: listSchema,
  run: async (actor, { locale, count }) =>
    count === undefined ? await listNotifications(actor, locale) : { unread: await countUnread(actor), items: [] },
});
export const markRead = operation({ name: "notifications.markRead", permission, input: markReadSchema, run: read });
/** Where a person hears of a kind of thing, in all of their teams. */
export const choose = operation({
  name: "notifications.choose",
  permission: "person",
  input: chooseSchema,
  run: keepChoice,
});
