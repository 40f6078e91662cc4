"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Segmented } from "@/components/ui/segmented";
import { TabList } from "@/components/ui/tabs";
import type { RequestPreview } from "@/lib/generations/request-preview/view";
import { API_STYLES, type ApiStyle } from "@/lib/models/catalog";

const FORMATS = ["json", "curl", "python", "typescript"] as const;

/** The body itself, in either style and four spellings. */
export function RequestBody({ preview }: { preview: RequestPreview }) {
  const t = useTranslations("request");
  const id = useId();
  const [style, setStyle] = useState<ApiStyle>(preview.apiStyle);
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("json");
  const isSent = preview.source === "sent";
  const styles = API_STYLES.filter((value) => preview.samples[value] !== undefined);
  const sample = preview.samples[style];
  const refusal = preview.refusals[style]?.[0];
  if (!sample) return null;
  const code = sample[format];
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        {styles.length > 1 && (
          <Segmented
            label={t("style")}
            size="sm"
            value={style}
            onValueChange={setStyle}
            options={styles.map((value) => ({
              value,
              label: value === preview.apiStyle ? t(isSent ? "asSent" : "inUse", { style: t(`styles.${value}`) }) : t(`styles.${value}`),
            }))}
          />
        )}
        <TabList
          id={id}
          panelId={() => `${id}-panel`}
          label={t("format")}
          tabs={FORMATS.map((key) => ({ key, label: t(`formats.${key}`) }))}
          current={format}
          onChange={setFormat}
          className="max-w-full gap-1 overflow-x-auto"
          tabClassName="min-h-7 rounded-md px-2.5 text-xs focus-visible:-outline-offset-2 aria-selected:bg-raised"
        />
      </div>
      {refusal && (
        <p className="text-xs text-uncertain">
          {refusal.code === "durationNeedsNative" || refusal.code === "resolutionUnavailable"
            ? t(`refused.${refusal.code}`, refusal.values)
            : t("refused.other")}
        </p>
      )}
      {isSent && style !== preview.apiStyle && <p className="text-xs text-quiet">{t("otherStyle")}</p>}
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${format}`} className="flex min-w-0 flex-col gap-2">
        <p className="flex min-w-0 items-center justify-between gap-3">
          <code className="min-w-0 font-mono text-xs text-quiet [overflow-wrap:anywhere]">
            {sample.method} {sample.url}
          </code>
          <CopyButton key={`${style} ${format}`} size="sm" text={code}>
            {t("copy")}
          </CopyButton>
        </p>
        <pre
          // A box that scrolls has to be reached by the keyboard.
          tabIndex={0}
          className="max-h-80 overflow-auto overscroll-contain rounded-md border border-line bg-canvas p-3 font-mono text-xs leading-relaxed select-text focus-visible:outline-offset-0"
        >
          {code}
        </pre>
      </div>
      <p className="text-xs text-pretty text-quiet">
        {t("key", { variable: preview.keyVariable })} {!isSent && t("marker")}{" "}
        {preview.inputs.some((input) => input.isInline) && t("inline")}
      </p>
    </section>
  );
}
