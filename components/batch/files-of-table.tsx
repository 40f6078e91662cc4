"use client";

import { useTranslations } from "use-intl";
import { FileChoice } from "./file-choice";
import type { Batch } from "./use-batch";

/** The pictures, clips and sounds that rows name: chosen here when nobody has them yet. */
export function FilesOfTable({ batch }: { batch: Batch }) {
  const t = useTranslations("batch.files");
  const problems = useTranslations("assetProblems");
  const isMissing = batch.shown.some(({ problems: all }) => all.some(({ code }) => code === "fileMissing" || code === "fileAmbiguous"));
  const { refused, isReading, add } = batch.files;
  if (!isMissing && refused.length === 0 && !isReading) return null;
  return (
    <div className="flex flex-col gap-2 text-sm">
      <FileChoice label={isReading ? t("reading") : t("choose")} accept="image/*,video/*,audio/*" onFiles={add} />
      {refused.map(({ name, problem }, index) => (
        <p key={index} className="text-failed">
          {t("refused", { name, why: problems(problem.code, problem.values) })}
        </p>
      ))}
    </div>
  );
}
