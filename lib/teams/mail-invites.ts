import { z } from "zod";
import type { Actor } from "@/lib/access/callers/actor";
import { DEFAULT_LOCALE, isLocale } from "@/lib/i18n/config";
import { loadNamespace } from "@/lib/i18n/load-messages";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { canMail, sendMails } from "@/lib/platform/mail";
import { paths } from "@/lib/shared/paths";
import { layOutMails } from "./team-mail";
import type { NewInviteView } from "./view";

const word = z.string();
const mailWords = z.object({ invite: z.object({ subject: word, text: word, action: word, note: word }) });

/**
 * Mails each link to whom it is for, under the team's look, in the language of whoever invites: of the other's nothing is known. Links in mails
 * begin with PUBLIC_URL, never with what a request called the studio.
 * @returns them with whether the mail server took each; null where this studio sends no mail
 */
export async function mailInvites({ userId, teamId }: Actor, made: readonly NewInviteView[]): Promise<NewInviteView[]> {
  const { publicUrl } = getEnv();
  if (!canMail() || publicUrl === undefined) return [...made];
  const [user, team] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true, locale: true } }),
    db.team.findUniqueOrThrow({ where: { id: teamId }, select: { name: true } }),
  ]);
  const locale = isLocale(user.locale) ? user.locale : DEFAULT_LOCALE;
  const words = mailWords.parse(await loadNamespace(locale, "mails")).invite;
  const names = { person: user.name, team: team.name };
  const mails = made.map(({ invite: { email, expiresAt }, token }) => ({
    ...{ to: email!, locale, words, values: { ...names, until: expiresAt.slice(0, 10) } },
    link: new URL(paths.invite(token), publicUrl).href,
  }));
  const answers = await sendMails(await layOutMails(teamId, mails));
  return made.map((one, index) => ({ ...one, isMailed: answers[index] === "taken" }));
}
