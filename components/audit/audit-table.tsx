import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import type { AuditPage, AuditView } from "@/lib/teams/audit/view";
import type { Said } from "./audit-form";

interface AuditTableProps {
  team: string;
  find: Said;
  page: AuditPage;
  isFirst: boolean;
}

const cell = "p-2 first:pl-0 last:pr-0 @max-[42rem]:p-0";
const whole = "@max-[42rem]:col-span-2 @max-[42rem]:max-w-none";

/** What was found, the newest first, and the ways to what is older and back to the newest. */
export async function AuditTable({ team, find, page: { items, before }, isFirst }: AuditTableProps) {
  const [t, format, wordsOf] = await Promise.all([getTranslations("audit"), getFormatter(), auditWords()]);
  return (
    <div className="flex flex-col gap-3">
      {items.length === 0 ? (
        <p className="py-6 text-sm text-quiet">{t("empty")}</p>
      ) : (
        // Where four columns have no room, each entry is a block of its own. Browsers that take a block for no table are told by the roles.
        <div className="@container">
          <table role="table" aria-label={t("list")} data-slot="audit-table" className="w-full text-sm tabular @max-[42rem]:block">
            <thead role="rowgroup" className="@max-[42rem]:sr-only">
              <tr role="row" className="border-b border-line text-left text-xs text-quiet">
                {(["at", "what", "who", "network"] as const).map((column) => (
                  <th key={column} role="columnheader" scope="col" className="py-2 pr-4 font-normal">
                    {t(`columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup" className="@max-[42rem]:block">
              {items.map((item) => {
                const { what, more } = wordsOf(item);
                return (
                  <tr
                    key={item.id}
                    role="row"
                    className="border-b border-line align-top last:border-b-0 @max-[42rem]:grid @max-[42rem]:grid-cols-[1fr_auto] @max-[42rem]:py-3"
                  >
                    <td role="cell" className={cn("whitespace-nowrap text-quiet @max-[42rem]:-order-1 @max-[42rem]:text-xs", cell)}>
                      <time dateTime={item.at}>{format.dateTime(new Date(item.at), { dateStyle: "medium", timeStyle: "medium" })}</time>
                    </td>
                    <td role="cell" className={cn("max-w-96 [overflow-wrap:anywhere]", cell, whole)}>
                      {what}
                      {item.subject !== null && (
                        <>
                          {": "}
                          <bdi className="font-medium">{item.subject}</bdi>
                        </>
                      )}
                      {more.length > 0 && <span className="block text-xs text-quiet">{more.join(" · ")}</span>}
                    </td>
                    <td role="cell" className={cn("max-w-48 [overflow-wrap:anywhere]", cell, whole)}>
                      <span aria-hidden="true" className="mr-2 hidden text-quiet @max-[42rem]:inline">
                        {t("columns.who")}
                      </span>
                      {item.who === null ? <span className="text-quiet">{t("nobody")}</span> : <bdi>{item.who}</bdi>}
                    </td>
                    <td role="cell" className={cn("whitespace-nowrap text-quiet @max-[42rem]:-order-1 @max-[42rem]:text-xs", cell)}>
                      {item.network ?? "–"}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <div className="flex justify-end gap-2">
        {!isFirst && (
          <Link href={paths.audit(team, find)} className={buttonVariants({ variant: "quiet" })}>
            {t("newest")}
          </Link>
        )}
        {before !== null && (
          <Link href={paths.audit(team, { ...find, before })} className={buttonVariants()}>
            {t("older")}
          </Link>
        )}
      </div>
    </div>
  );
}

/** The words of a line: what happened, and what else is told of it. */
async function auditWords() {
  const [t, teams] = await Promise.all([getTranslations("audit"), getTranslations("teams.roles")]);
  return ({ kind, whom, detail: { role, was, count = 0 } }: AuditView) => {
    const roleName = role && teams(`${role}.name`);
    const more = [
      whom !== null && t("whom", { name: whom }),
      roleName && (was ? t("change", { was: teams(`${was}.name`), role: roleName }) : t("role", { role: roleName })),
      kind === "projectShared" && count > 0 && t("people", { count }),
      kind === "shareRevoked" && count > 1 && t("links", { count }),
      kind.startsWith("clips") || kind.startsWith("files") ? count > 1 && t("others", { count: count - 1 }) : false,
    ].filter((one) => typeof one === "string");
    return { what: t.has(`kinds.${kind}`) ? t(`kinds.${kind}`) : t("unknown", { kind }), more };
  };
}
