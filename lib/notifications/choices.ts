import type { SessionUser } from "@/lib/access/identity/sessions";
import { db, withTransaction } from "@/lib/platform/db/client";
import { canMail } from "@/lib/platform/mail";
import { KINDS, MAILS, NOTIFICATION_KINDS } from "./kinds";
import type { ChooseInput } from "./schema";
import type { ChoicesView } from "./view";

/** Where a person hears of each kind of thing. */
export async function readChoices({ id }: Pick<SessionUser, "id">): Promise<ChoicesView> {
  const chosen = await db.notificationChoice.findMany({ where: { userId: id } });
  const choices = NOTIFICATION_KINDS.map((kind) => {
    const own = chosen.find((one) => one.kind === kind);
    const mail = MAILS.find((when) => when === own?.mail) ?? KINDS[kind].mail;
    return { kind, isListed: own?.isListed ?? KINDS[kind].isListed, mail };
  });
  return { choices, canMail: canMail() };
}

/** Chooses for one kind of thing. A mail that is not wanted any more and has not left yet does not leave. */
export async function choose({ id: userId }: Pick<SessionUser, "id">, { kind, isListed, mail, timeZone }: ChooseInput): Promise<null> {
  await withTransaction(async (tx) => {
    const choice = { isListed, mail };
    await tx.notificationChoice.upsert({ where: { userId_kind: { userId, kind } }, create: { userId, kind, ...choice }, update: choice });
    await tx.user.update({ where: { id: userId }, data: { timeZone } });
    if (mail === "off") await tx.notification.updateMany({ where: { userId, kind, mailDueAt: { not: null } }, data: { mailDueAt: null } });
  });
  return null;
}
