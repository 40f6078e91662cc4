"use client";

import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { paths } from "@/lib/shared/paths";
import { MAX_ROWS, tableLanguageOf, type TableLanguage } from "@/lib/recipes/table/columns";
import { downloadTemplate } from "./download-template";
import { FileChoice } from "./file-choice";

interface ImportStartProps {
  team: string;
  projectId: string;
  isReading: boolean;
  onFiles: (files: readonly File[]) => void;
}

const TEMPLATES = ["csv", "xlsx"] as const;

/** Where a table comes from: chosen or dropped, written after a template, or the clips that are there already. */
export function ImportStart({ team, projectId, isReading, onFiles }: ImportStartProps) {
  const t = useTranslations("batch.import");
  const own = tableLanguageOf(useLocale());
  const languages: readonly TableLanguage[] = own === "en" ? ["en", "zh"] : ["zh", "en"];
  return (
    <div className="flex flex-col gap-4">
      <FileChoice
        label={isReading ? t("reading") : t("choose", { limit: MAX_ROWS })}
        accept=".csv,.tsv,.txt,.xlsx,image/*,video/*,audio/*"
        onFiles={onFiles}
      />
      <section aria-label={t("templates")} className="flex flex-wrap items-center gap-2 text-sm">
        <span className="text-quiet max-sm:w-full">{t("templates")}</span>
        {languages.flatMap((language) =>
          TEMPLATES.map((format) => (
            <Button key={`${language} ${format}`} size="sm" onClick={() => void downloadTemplate(language, format)}>
              {t("template", { language: t(`languages.${language}`), format: format.toUpperCase() })}
            </Button>
          )),
        )}
      </section>
      <p className="flex flex-wrap items-center gap-x-3 text-sm text-quiet">
        <span className="max-sm:w-full">{t("export")}</span>
        {TEMPLATES.map((format) => (
          <a
            key={format}
            className="min-h-6 text-text underline underline-offset-2"
            href={paths.api.clips(team, projectId, format, own)}
            download
          >
            {format.toUpperCase()}
          </a>
        ))}
      </p>
    </div>
  );
}
