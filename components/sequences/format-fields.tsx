"use client";

import { useTranslations } from "use-intl";
import { Field, Label } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { FIXED_RATIOS, OUTPUT_PIXELS, RESOLUTIONS } from "@/lib/models/catalog";
import { FITS } from "@/lib/sequences/limits";
import type { SequenceContent } from "@/lib/sequences/schema";

type Format = Pick<SequenceContent, "ratio" | "resolution" | "fit" | "isLevelled">;

interface FormatFieldsProps {
  content: Format;
  disabled: boolean;
  onChange: (part: Partial<Format>) => void;
}

/** The shape of the film, what becomes of clips of another one, and its sound. */
export function FormatFields({ content, disabled, onChange }: FormatFieldsProps) {
  const t = useTranslations("sequences.format");
  const { ratio, resolution, fit, isLevelled } = content;
  const [width, height] = OUTPUT_PIXELS[resolution][ratio];
  return (
    <fieldset disabled={disabled} className="flex flex-col gap-3">
      <div className="flex gap-2">
        <Field className="flex-1">
          <Label>{t("ratio")}</Label>
          <Select value={ratio} onChange={({ target }) => onChange({ ratio: target.value as Format["ratio"] })}>
            {FIXED_RATIOS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        </Field>
        <Field className="flex-1">
          <Label>{t("resolution")}</Label>
          <Select value={resolution} onChange={({ target }) => onChange({ resolution: target.value as Format["resolution"] })}>
            {RESOLUTIONS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        </Field>
      </div>
      <p className="font-mono text-xs text-quiet tabular">{`${width} × ${height} · 24 fps`}</p>
      <div className="flex flex-col gap-1">
        <p className="text-sm">{t("fit")}</p>
        <Segmented
          label={t("fit")}
          value={fit}
          onValueChange={(value) => onChange({ fit: value })}
          options={FITS.map((value) => ({ value, label: t(`fits.${value}`) }))}
          size="sm"
        />
        <p className="text-xs text-quiet">{t(`hints.${fit}`)}</p>
      </div>
      <Switch checked={isLevelled} onCheckedChange={(next) => onChange({ isLevelled: next })} label={t("levelled")} />
    </fieldset>
  );
}
