import { createTransport, type Transporter } from "nodemailer";
import { getEnv } from "./env";
import { logger } from "./log";

/** A server that is there answers sooner; whoever pressed waits for it. */
const ANSWERS_WITHIN_MS = 8_000;

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same words, laid out. */
  html?: string;
  /** What the layout shows, named by `cid:`. */
  attachments?: { cid: string; filename: string; contentType: string; content: Buffer }[];
}

/** Whether mail can be sent from here at all. */
export const canMail = (): boolean => getEnv().smtpUrl !== undefined;

/**
 * What became of a mail. `refused`: the server will not have it. `unsent`: it did not leave, so sending it again cannot be twice. `unknown`: the
 * line went dead on the way, and the server may have taken it.
 */
export type MailAnswer = "taken" | "refused" | "unsent" | "unknown";

/**
 * Sends these over one connection, each by itself. What the server does not take is no reason to keep the others back;
 * once it does not answer, none of the rest is tried.
 * @returns what became of each, in their order; what the server took it may still lose or refuse later
 */
export async function sendMails(mails: readonly Mail[]): Promise<MailAnswer[]> {
  const { smtpUrl, smtpFrom } = getEnv();
  if (smtpUrl === undefined || smtpFrom === undefined) return mails.map(() => "unsent");
  const times = { connectionTimeout: ANSWERS_WITHIN_MS, greetingTimeout: ANSWERS_WITHIN_MS, socketTimeout: ANSWERS_WITHIN_MS };
  // What a message says is ours; nothing in it may make the library read a file or an address.
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...times,
  });
  const answers: MailAnswer[] = [];
  let isThere = true;
  for (const mail of mails) {
    const sent: Sent = isThere ? await send(transport, { from: smtpFrom, ...mail }) : { answer: "unsent", isThere };
    isThere &&= sent.isThere;
    answers.push(sent.answer);
  }
  transport.close();
  return answers;
}

interface Sent {
  answer: MailAnswer;
  /** Whether the server is worth asking again now. */
  isThere: boolean;
}

async function send(transport: Transporter, mail: Mail & { from: string }): Promise<Sent> {
  try {
    await transport.sendMail(mail);
    return { answer: "taken", isThere: true };
  } catch (error) {
    // Never the address: the log names nobody.
    const { code, responseCode, syscall } = error as { code?: string; responseCode?: number; syscall?: string };
    logger.warn({ code: code ?? "unknown", count: responseCode ?? 0 }, "a mail was not taken");
    const isThere = code === "EENVELOPE" || code === "EMESSAGE";
    // "Not now", as servers say that know nobody yet.
    const isLater = responseCode !== undefined && responseCode >= 400 && responseCode < 500;
    const neverLeft = syscall === "connect" || code === "EDNS" || code === "EAUTH" || code === "ETLS";
    return { answer: isLater || neverLeft ? "unsent" : isThere ? "refused" : "unknown", isThere };
  }
}
