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
 * Sends these over one connection, each by itself. What the server does not take is no reason to keep the others back;
 * once it does not answer, none of the rest is tried.
 * @returns which of them the server took, in their order; it may still lose or refuse them later
 */
export async function sendMails(mails: readonly Mail[]): Promise<boolean[]> {
  const { smtpUrl, smtpFrom } = getEnv();
  if (smtpUrl === undefined || smtpFrom === undefined) return mails.map(() => false);
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
  const taken: boolean[] = [];
  let isThere = true;
  for (const mail of mails) {
    const answer: "taken" | "refused" | "silent" = isThere ? await send(transport, { from: smtpFrom, ...mail }) : "silent";
    isThere &&= answer !== "silent";
    taken.push(answer === "taken");
  }
  transport.close();
  return taken;
}

async function send(transport: Transporter, mail: Mail & { from: string }): Promise<"taken" | "refused" | "silent"> {
  try {
    await transport.sendMail(mail);
    return "taken";
  } catch (error) {
    // Never the address: the log names nobody.
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    logger.warn({ code: code ?? "unknown", count: responseCode ?? 0 }, "a mail was not taken");
    return code === "EENVELOPE" || code === "EMESSAGE" ? "refused" : "silent";
  }
}
