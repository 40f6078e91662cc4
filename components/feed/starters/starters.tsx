"use client";

import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { beginWith } from "@/components/data/composer-store";
import { Segmented } from "@/components/ui/segmented";
import { MODES, type Mode } from "@/lib/models/catalog";
import type { PriceTable } from "@/lib/models/prices";
import { StarterCard } from "./starter-card";
import { type Starter, STARTER_SETTINGS, STARTERS } from "./starters-data";

interface StartersProps {
  prices: PriceTable;
  /** Who makes the clips, in one line. */
  provider: ReactNode;
}

const fetchPicture = async (name: string): Promise<File> => {
  const response = await fetch(`/starters/${name}.webp`);
  if (!response.ok) throw new Error(`The picture ${name} answered ${response.status}`);
  return new File([await response.blob()], `${name}.webp`, { type: "image/webp" });
};

/** A project without clips: recipes to begin with, for each mode, and who will make the clips. */
export function Starters({ prices, provider }: StartersProps) {
  const t = useTranslations("starters");
  const modes = useTranslations("composer.modes");
  const [mode, setMode] = useState<Mode>("text");
  const [busy, setBusy] = useState<string | null>(null);
  const [hasFailed, setFailed] = useState(false);

  const use = async ({ id, mode: itsMode, inputs }: Starter): Promise<void> => {
    setBusy(id);
    setFailed(false);
    try {
      const files = await Promise.all(inputs.map(async ({ file, role }) => ({ role, file: await fetchPicture(file) })));
      beginWith({ settings: { ...STARTER_SETTINGS, mode: itsMode, prompt: t(`of.${id}.prompt`) }, files });
    } catch {
      setFailed(true);
    } finally {
      setBusy(null);
    }
  };

  return (
    <div data-slot="generation-empty" className="mx-auto flex max-w-5xl flex-col gap-4 pt-4 pb-8">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2 className="text-xl font-semibold text-balance">{t("title")}</h2>
          <p className="text-sm text-pretty text-quiet">{t("hint")}</p>
        </div>
        <Segmented<Mode>
          label={t("modes")}
          size="sm"
          value={mode}
          onValueChange={setMode}
          options={MODES.map((value) => ({ value, label: modes(`${value}.label`) }))}
          className="max-sm:w-full"
        />
      </div>
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        {STARTERS.filter((starter) => starter.mode === mode).map((starter) => (
          <StarterCard
            key={starter.id}
            starter={starter}
            prices={prices}
            pending={busy === starter.id}
            onUse={() => {
              // One at a time: two that arrive together would mix their pictures.
              if (busy === null) void use(starter);
            }}
          />
        ))}
      </ul>
      {hasFailed && (
        <p role="alert" className="text-sm text-failed">
          {t("failed")}
        </p>
      )}
      {provider}
    </div>
  );
}
