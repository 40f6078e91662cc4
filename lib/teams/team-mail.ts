import { writeText } from "@/lib/i18n/write-text";
import type { Locale } from "@/lib/i18n/config";
import { drawPng } from "@/lib/platform/ffmpeg/image";
import { getEnv } from "@/lib/platform/env";
import type { Mail } from "@/lib/platform/mail";
import { type Accent, accentOf } from "@/lib/shared/accent";
import { lookOf, readLogo } from "./look";

/** The words of a kind of mail, as `mails.json` has them: an empty line begins a new paragraph, `action` stands on the button. */
export interface MailWords {
  subject: string;
  text: string;
  action: string;
  note: string;
}

export interface TeamMail {
  to: string;
  locale: Locale;
  words: MailWords;
  values: Record<string, string | number>;
  /** Where the button leads: begins with PUBLIC_URL. */
  link: string;
}

/** Without a colour of the team: ink on paper. */
const PLAIN: Accent = { fill: "#26262a", on: "#ffffff", inkOnLight: "#26262a", inkOnDark: "#f4f3f1" };
const LOGO = { name: "logo@team", height: 32, maxWidth: 160 };

/** What the studio itself is called in mails that no team sends: the name by which its address is known. */
export const studioName = (): string => new URL(getEnv().publicUrl ?? "http://localhost").host;

/**
 * Lays mails of a team out as its guests' pages are: under its name, logo and colour. Each has the same words as plain text. The logo
 * travels inside, so that reading a mail asks nobody for a picture.
 * @param teamId null: they are the studio's own, and plain
 */
export async function layOutMails(teamId: string | null, mails: readonly TeamMail[]): Promise<Mail[]> {
  const [look, bytes] =
    teamId === null ? [{ name: studioName(), accent: null, logo: null }, null] : await Promise.all([lookOf(teamId), readLogo(teamId)]);
  // Not every mail program reads WebP.
  const png = bytes && (await drawPng(bytes));
  const logo = png && look.logo && { png, ...fit(look.logo) };
  const accent = look.accent === null ? PLAIN : accentOf(look.accent);
  return mails.map(({ to, locale, words, values, link }) => {
    const [subject, text, action, note] = [words.subject, words.text, words.action, words.note].map((one) =>
      writeText(locale, one, values),
    ) as [string, string, string, string];
    return {
      ...{ to, subject, text: `${text}\n\n${action}: ${link}\n\n${note}\n\n${look.name}` },
      html: html({ locale, team: look.name, logo, accent, text, action, link, note }),
      attachments: logo ? [{ cid: LOGO.name, filename: "logo.png", contentType: "image/png", content: logo.png }] : [],
    };
  });
}

function fit({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(LOGO.height / height, LOGO.maxWidth / width);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/gu, (character) => ESCAPES[character]!);

interface Laid {
  locale: Locale;
  team: string;
  logo: { width: number; height: number } | null;
  accent: Accent;
  text: string;
  action: string;
  link: string;
  note: string;
}

/** Tables and styles on the elements themselves, because mail programs throw the rest away. Colours follow the reader's theme where it has one. */
function html({ locale, team, logo, accent, text, action, link, note }: Laid): string {
  const paragraph = (words: string, style = "") =>
    words
      .split(/\n{2,}/u)
      .map((one) => `<p style="margin:0 0 16px;${style}">${escaped(one).replaceAll("\n", "<br>")}</p>`)
      .join("");
  const mark = logo
    ? `<img src="cid:${LOGO.name}" alt="" width="${logo.width}" height="${logo.height}" style="vertical-align:middle;margin-right:12px;border:0">`
    : "";
  return (
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"></head>` +
    `<body style="margin:0;padding:24px 16px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">` +
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;border-top:4px solid ${accent.fill}">` +
    `<tr><td dir="auto" style="padding:20px 0 12px;font:600 18px/1.4 system-ui,sans-serif">${mark}${escaped(team)}</td></tr>` +
    `<tr><td dir="auto" style="padding:8px 0;font:16px/1.55 system-ui,sans-serif;overflow-wrap:anywhere">${paragraph(text)}` +
    `<p style="margin:8px 0 24px"><a href="${escaped(link)}" style="display:inline-block;padding:11px 20px;border-radius:8px;background:${accent.fill};color:${accent.on};font-weight:600;text-decoration:none">${escaped(action)}</a></p>` +
    `${paragraph(note, "font-size:14px")}<p style="margin:0;font-size:13px"><a href="${escaped(link)}">${escaped(link)}</a></p></td></tr>` +
    `</table></td></tr></table></body></html>`
  );
}
