"use client";

import { startTransition, useOptimistic } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Field, Label } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast-store";
import { saveProviderOptionsAction } from "@/lib/connections/actions";
import type { ProviderSettingsView } from "@/lib/connections/view";
import { HOSTS } from "@/lib/models/hosts";
import { Section } from "@/components/ui/section";

const ASSET_HOSTS = ["automatic", "same", "other"] as const;

type Options = Pick<ProviderSettingsView, "apiStyle" | "assetHost">;

interface ConnectionOptionsProps {
  team: string;
  view: ProviderSettingsView;
  onSaved: (view: ProviderSettingsView) => void;
}

/** How the provider is spoken to. Each choice is saved as it is made. */
export function ConnectionOptions({ team, view, onSaved }: ConnectionOptionsProps) {
  const t = useTranslations("provider.options");
  const provider = useTranslations("provider");
  const { run, error } = useAction();
  // The choice shows at once, and goes back by itself when the server refuses it.
  const [options, choose] = useOptimistic<Options, Partial<Options>>(
    { apiStyle: view.apiStyle, assetHost: view.assetHost },
    (now, change) => ({ ...now, ...change }),
  );
  const save = (change: Partial<Options>) =>
    run(
      () => {
        choose(change);
        return saveProviderOptionsAction(team, { ...options, ...change });
      },
      (saved) => {
        startTransition(() => onSaved(saved));
        toast({ title: provider("saved"), tone: "ready" });
      },
    );
  const { styles, hasAssetLibrary } = HOSTS[view.host];
  // ByteDance's own hosts leave nothing to choose.
  if (styles.length === 1 && !hasAssetLibrary) return null;
  return (
    <Section title={t("title")}>
      {error && <Alert>{error}</Alert>}
      <div className="flex flex-col gap-1.5">
        <p aria-hidden="true" className="text-sm font-medium">
          {t("apiStyle")}
        </p>
        <Segmented
          label={t("apiStyle")}
          value={options.apiStyle}
          onValueChange={(apiStyle) => save({ apiStyle })}
          options={styles.map((value) => ({ value, label: t(value) }))}
          className="self-start"
        />
        <p className="text-xs text-pretty text-quiet">{t(options.apiStyle === "native" ? "nativeHint" : "openaiHint")}</p>
      </div>
      <Field hint={t("assetHostHint")}>
        <Label>{t("assetHost")}</Label>
        <Select
          value={options.assetHost}
          onChange={(event) => save({ assetHost: event.target.value as Options["assetHost"] })}
          wrapperClassName="max-w-full self-start"
        >
          {ASSET_HOSTS.map((host) => (
            <option key={host} value={host}>
              {t("assetHostOption", { name: t(host), url: view.assetHosts[host] })}
            </option>
          ))}
        </Select>
      </Field>
    </Section>
  );
}
