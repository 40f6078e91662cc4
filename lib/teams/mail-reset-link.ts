import { z } from "zod";
import { recordAccess } from "@/lib/access/record-access";
import { nameOfProvider } from "@/lib/access/identity/outside/providers";
import type { mailResetLinkJob } from "@/lib/accounts/jobs";
import { writeResetLink } from "@/lib/accounts/write-reset-link";
import { isLocale, type Locale } from "@/lib/i18n/config";
import { loadNamespace } from "@/lib/i18n/load-messages";
import { db, withTransaction } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import type { PayloadOf } from "@/lib/platform/jobs/define-job";
import { logger } from "@/lib/platform/log";
import { sendMails } from "@/lib/platform/mail";
import { paths } from "@/lib/shared/paths";
import { layOutMails, studioName } from "./team-mail";

const word = z.string();
const words = z.object({ subject: word, text: word, action: word, note: word });
const wordsSchema = z.object({ reset: words, noPassword: z.object({ ...words.shape, passkey: word }) });

/**
 * Mails whoever forgot their password a link that sets a new one, in the place of any other; whoever has none is told how they come in,
 * since a password would be one more way into their account. Nothing goes to somebody who is shut out. The link begins with PUBLIC_URL, never
 * with what a request called the studio.
 * @throws where the mail did not leave, so that the queue tries again, with another link
 */
export async function mailResetLink({ userId, network, ...asked }: PayloadOf<typeof mailResetLinkJob>): Promise<void> {
  const { publicUrl } = getEnv();
  const user = publicUrl === undefined || userId === null ? null : await findForgetful(userId);
  // Of one that is made the link itself is written down.
  if (!user || user.passwordHash === null) await recordAccess("resetLinkDenied", { userId, network });
  if (!user) return;
  const locale = isLocale(user.locale) ? user.locale : asked.locale;
  const said = wordsSchema.parse(await loadNamespace(locale, "mails"));
  const values = { studio: studioName(), browser: asked.browser ?? "unknown", when: writeTime(locale, user.timeZone, asked.askedAt) };
  const to = { to: user.email, locale };
  const mail =
    user.passwordHash === null
      ? {
          ...{ ...to, words: said.noPassword, values: { ...values, ways: waysOf(user, locale, said.noPassword.passkey) } },
          link: paths.signIn(),
        }
      : { ...to, words: said.reset, values, link: paths.resetPassword(await makeLink(user.id, network)) };
  const link = new URL(mail.link, publicUrl).href;
  const [answer = "unsent"] = await sendMails(await layOutMails(null, [{ ...mail, link }]));
  if (answer === "taken") return;
  logger.error({ userId, outcome: answer }, "somebody who forgot their password could not be written to");
  if (answer === "unsent") throw new Error("The mail server took no mail.");
}

const findForgetful = (id: string) =>
  db.user.findUnique({
    where: { id, disabledAt: null },
    select: {
      ...{ id: true, email: true, locale: true, timeZone: true, passwordHash: true },
      ...{ passkeys: { select: { id: true }, take: 1 }, identities: { select: { provider: true } } },
    },
  });

const makeLink = async (userId: string, network: string): Promise<string> =>
  (await withTransaction((tx) => writeResetLink(tx, { userId, by: null, endsSecondStep: false, mailedFor: { network } }))).token;

/** By what somebody without a password comes in, as a list in their language. */
function waysOf(user: { passkeys: unknown[]; identities: { provider: string }[] }, locale: Locale, passkey: string): string {
  const ways = [...user.identities.map(({ provider }) => nameOfProvider(provider)), ...(user.passkeys.length > 0 ? [passkey] : [])];
  return new Intl.ListFormat(locale, { type: "disjunction" }).format(ways);
}

const writeTime = (locale: Locale, timeZone: string | null, at: string): string =>
  new Intl.DateTimeFormat(locale, {
    ...{ day: "numeric", month: "long", hour: "numeric", minute: "2-digit", timeZoneName: "short" },
    timeZone: timeZone ?? "UTC",
  }).format(new Date(at));
