"use client";

import { FlaskConical, Plug } from "@/components/ui/icons";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { ProviderSettingsView } from "@/lib/connections/view";
import { formatMicros } from "@/lib/i18n/format";
import { HOSTS } from "@/lib/models/hosts";
import { estimate } from "@/lib/models/estimate";
import { Facts, Section } from "@/components/ui/section";

/** The clip that everybody knows the price of: five seconds at 720p, of the standard model. */
const USUAL_CLIP = { model: "seedance-2.0", resolution: "720p", ratio: "16:9", durationSeconds: 5, inputVideoSeconds: 0 } as const;

/** Who makes the clips now, where, and what that costs. */
export function ProviderState({ view }: { view: ProviderSettingsView }) {
  const t = useTranslations("provider.state");
  const options = useTranslations("provider.options");
  const locale = useLocale();
  const { isEmulator } = view;
  const { label, hasAssetLibrary } = HOSTS[view.host];
  const micros = estimate(USUAL_CLIP, view.prices).micros?.max;
  const hasMoved = !isEmulator && view.keySource === "settings" && view.baseUrl !== view.configuredBaseUrl;
  return (
    <Section title={t("title")}>
      <div className="flex flex-col items-start gap-2">
        <Badge tone={isEmulator ? "neutral" : "ready"}>
          {isEmulator ? <FlaskConical aria-hidden="true" /> : <Plug aria-hidden="true" />}
          {isEmulator ? t("emulator") : label}
        </Badge>
        <p className="text-sm text-pretty">{isEmulator ? t("emulatorBody") : t("paid", { provider: label })}</p>
        {view.host !== "powertokens" && (
          <p className="text-sm text-pretty">{t(isEmulator ? "emulatorPlays" : "direct", { provider: label })}</p>
        )}
        <p className="text-sm text-pretty text-quiet">
          {micros === undefined
            ? t("costUnknown", { provider: label })
            : t("cost", { provider: label, price: formatMicros(locale, micros) })}
        </p>
        {view.isEmulatorBeside && <p className="text-sm text-pretty text-quiet">{t("emulatorBeside")}</p>}
        <p className="text-sm text-pretty text-quiet">{t(hasAssetLibrary ? "agreement" : "noLibrary")}</p>
      </div>
      <Facts
        rows={[
          {
            name: t("baseUrl"),
            value: <code className="font-mono text-xs">{view.baseUrl}</code>,
            hint: isEmulator ? t("emulatorUrlHint") : hasMoved ? t("baseUrlMoved", { url: view.configuredBaseUrl }) : t("baseUrlHint"),
          },
          ...(hasAssetLibrary ? [{ name: t("assetBaseUrl"), value: <code className="font-mono text-xs">{view.assetBaseUrl}</code> }] : []),
          { name: t("apiStyle"), value: options(view.apiStyle) },
        ]}
      />
    </Section>
  );
}
