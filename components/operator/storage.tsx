import { Facts, Section } from "@/components/ui/section";
import { formatBytes } from "@/lib/i18n/format";
import { getFormatter, getLocale, getTranslations } from "@/lib/i18n/request";
import type { StorageView } from "@/lib/studio/operator/view";
import { cellClasses, WideTable } from "./wide-table";

/** What there is room for, and what takes it. The settings are named, because they are set where the studio is started. */
export async function Storage({ storage: { room, kinds, quota } }: { storage: StorageView }) {
  const [t, format, locale] = await Promise.all([getTranslations("operator.storage"), getFormatter(), getLocale()]);
  const size = (bytes: number) => formatBytes(locale, bytes);
  const columns = (["purpose", "bytes", "files"] as const).map((key) => ({ key, name: t(`columns.${key}`) }));
  const rows = room
    ? [
        { name: t("free"), value: size(room.freeBytes) },
        { name: t("reserved"), value: size(room.reservedBytes) },
        { name: t("soft"), value: size(room.softBytes), hint: t("set", { name: "DISK_SOFT_GIB" }) },
        { name: t("hard"), value: size(room.hardBytes), hint: t("set", { name: "DISK_HARD_GIB" }) },
      ]
    : [{ name: t("free"), value: t("bucket") }];
  return (
    <>
      <Section title={t("title")}>
        <Facts
          rows={[
            ...rows,
            {
              name: t("quota"),
              value: t("quotaOf", { bytes: size(quota.bytes), files: quota.files }),
              hint: format.list(["TEAM_UPLOAD_GIB", "TEAM_UPLOAD_FILES"], { type: "unit" }),
            },
          ]}
        />
      </Section>
      <section aria-labelledby="kinds-title" className="flex flex-col gap-3">
        <h2 id="kinds-title" className="text-lg font-semibold">
          {t("kinds")}
        </h2>
        {kinds.length === 0 ? (
          <p className="text-sm text-quiet">{t("none")}</p>
        ) : (
          <WideTable caption={t("kinds")} columns={columns}>
            {kinds.map(({ purpose, files, bytes }) => (
              <tr key={purpose}>
                <th scope="row" className={`${cellClasses} text-left font-normal text-pretty`}>
                  {t(`purposes.${purpose}`)}
                </th>
                <td className={`${cellClasses} whitespace-nowrap`}>{size(bytes)}</td>
                <td className={cellClasses}>{format.number(files)}</td>
              </tr>
            ))}
          </WideTable>
        )}
      </section>
    </>
  );
}
