"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { ProviderFactsView } from "@/lib/connections/view";
import { HOSTS, type ProviderHost } from "@/lib/models/hosts";
import { getModel } from "@/lib/models/catalog";
import { Facts, Section } from "@/components/ui/section";

/** What no document says about an account and its own answers showed. */
export function KeyFacts({ facts, host }: { facts: ProviderFactsView; host: ProviderHost }) {
  const t = useTranslations("provider.facts");
  const format = useFormatter();
  const { echoesMarker, models } = facts;
  const names = models?.known.map((key) => getModel(key).label) ?? [];
  const others = models?.unknownIds.length ?? 0;
  return (
    <Section title={t("title")}>
      <Facts
        rows={[
          { name: t("marker"), value: t(echoesMarker === null ? "markerUnknown" : echoesMarker ? "markerYes" : "markerNo") },
          !HOSTS[host].hasModelList
            ? { name: t("models"), value: t("modelsNoList") }
            : models
              ? {
                  name: t("models"),
                  value: names.length > 0 ? format.list(names) : t("modelsNone"),
                  hint: [
                    t("testedAt", { date: format.dateTime(new Date(models.testedAt), { dateStyle: "medium", timeStyle: "short" }) }),
                    others > 0 && t("others", { count: others }),
                  ]
                    .filter(Boolean)
                    .join(" · "),
                }
              : { name: t("models"), value: t("modelsUnknown") },
        ]}
      />
    </Section>
  );
}
