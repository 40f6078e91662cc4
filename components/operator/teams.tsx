import { getFormatter, getLocale, getTranslations } from "@/lib/i18n/request";
import { formatBytes } from "@/lib/i18n/format";
import type { TeamRowView } from "@/lib/studio/operator/view";
import { RestoreTeamButton } from "./restore-team-button";
import { cellClasses, WideTable } from "./wide-table";

/** All teams of the studio, those that were deleted last. */
export async function Teams({ teams }: { teams: readonly TeamRowView[] }) {
  const [t, format, locale] = await Promise.all([getTranslations("operator.teams"), getFormatter(), getLocale()]);
  const columns = (["name", "bytes", "clips", "members", "state"] as const).map((key) => ({ key, name: t(`columns.${key}`) }));
  const day = (iso: string) => format.dateTime(new Date(iso), { month: "long", day: "numeric" });
  return (
    <section aria-labelledby="teams-title" className="flex flex-col gap-3">
      <div>
        <h2 id="teams-title" className="text-lg font-semibold">
          {t("title")}
        </h2>
        <p className="mt-1 text-sm text-pretty text-quiet">{t("description")}</p>
      </div>
      <WideTable caption={t("title")} columns={columns}>
        {teams.map(({ id, name, members, clips, bytes, deletedAt, goneAt }) => (
          <tr key={id}>
            <th scope="row" className={`${cellClasses} min-w-32 text-left font-medium [overflow-wrap:anywhere]`}>
              <bdi>{name}</bdi>
            </th>
            <td className={`${cellClasses} whitespace-nowrap`}>{formatBytes(locale, bytes)}</td>
            <td className={cellClasses}>{format.number(clips)}</td>
            <td className={cellClasses}>{format.number(members)}</td>
            <td className={`${cellClasses} min-w-40`}>
              {deletedAt === null || goneAt === null ? (
                t("active")
              ) : (
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="text-quiet">{t("deleted", { deleted: day(deletedAt), gone: day(goneAt) })}</span>
                  <RestoreTeamButton id={id} name={name} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </WideTable>
    </section>
  );
}
