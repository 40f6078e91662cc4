import { z } from "zod";
import type { Locale } from "@/lib/i18n/config";
import { loadNamespace } from "@/lib/i18n/load-messages";
import { writeText } from "@/lib/i18n/write-text";
import { paths } from "@/lib/shared/paths";
import { KINDS, NOTIFICATION_KINDS } from "./kinds";
import type { NotificationRow } from "./read-rows";

/** Several things of a kind that are told in one line, the newest first. */
export type Group = [NotificationRow, ...NotificationRow[]];

/** What lies further apart is another batch. */
const TOGETHER_MS = 3_600_000;

/** "3 clips are ready in Dawn": what came together, of one kind and in one project, is one line. @param rows the newest first */
export function groupRows(rows: readonly NotificationRow[]): Group[] {
  const groups: Group[] = [];
  for (const row of rows) {
    const group = groups.find(([first]) => KINDS[row.kind].isGrouped && belongTogether(first, row));
    if (group) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

const belongTogether = (first: NotificationRow, row: NotificationRow): boolean =>
  first.kind === row.kind &&
  first.project?.slug === row.project?.slug &&
  first.by === row.by &&
  first.isRead === row.isRead &&
  first.at.getTime() - row.at.getTime() < TOGETHER_MS;

const wordsSchema = z.object({
  lines: z.record(z.enum(NOTIFICATION_KINDS), z.string()),
  guest: z.string(),
  somebody: z.string(),
});

/** The words of lines in this language, for the app and for mails alike. */
export async function lineWriter(locale: Locale): Promise<(group: Group) => string> {
  const words = wordsSchema.parse(await loadNamespace(locale, "notifications"));
  return ([{ kind, by, clip, project, detail }, ...more]) => {
    const who = by ?? (detail.guest === undefined ? words.somebody : writeText(locale, words.guest, { name: detail.guest }));
    return writeText(locale, words.lines[kind], {
      ...{ who, clip: clip?.title ?? "", project: project?.name ?? "", count: more.length + 1 },
      ...{ verdict: detail.verdict ?? "", scope: detail.scope ?? "", period: detail.period ?? "" },
      ...{ percent: detail.percent ?? 0, name: detail.name ?? "" },
    });
  };
}

/** Where a line leads to: the clip, with the comment in sight, or where all of them are. */
export function hrefOf([{ team, project, clip, comment, kind }, ...more]: Group): string {
  if (kind === "limit") return paths.spend(team);
  if (kind === "asked" && more.length > 0) return paths.reviews(team);
  if (project && clip && more.length === 0) return paths.generation(team, project.slug, clip.id, comment?.id);
  return project ? paths.create(team, project.slug) : paths.projects(team);
}
