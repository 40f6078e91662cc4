"use client";

import { useId, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { assignUnclaimedAction } from "@/lib/generations/searching/tray/actions";
import type { UnclaimedView } from "@/lib/generations/searching/tray/view";

/** "It belongs to…": one of the requests whose answer was lost at that time. */
export default function AssignDialog({ team, entry, onClose }: { team: string; entry: UnclaimedView; onClose: () => void }) {
  const t = useTranslations("unclaimed.assign");
  const format = useFormatter();
  const group = useId();
  const { fits } = entry;
  // Of several none is chosen beforehand: a press too many would link the wrong ones.
  const [chosen, setChosen] = useState(fits.length === 1 ? fits[0]?.generationId : undefined);
  return (
    <ConfirmDialog
      title={t("title")}
      body={fits.length === 0 ? t("none") : t("body")}
      confirm={t("confirm")}
      variant="primary"
      done={t("done")}
      isReady={chosen !== undefined}
      call={fits.length === 0 ? null : () => assignUnclaimedAction(team, { id: entry.id, generationId: chosen ?? "" })}
      onClose={onClose}
    >
      {fits.length > 0 && (
        <fieldset className="flex flex-col gap-2">
          <legend className="sr-only">{t("title")}</legend>
          {fits.map((fit) => (
            <label
              key={fit.generationId}
              className="flex cursor-pointer items-start gap-3 rounded-md border border-line p-3 text-sm has-checked:border-tungsten pointer-coarse:min-h-11"
            >
              <input
                type="radio"
                name={group}
                checked={chosen === fit.generationId}
                onChange={() => setChosen(fit.generationId)}
                className="mt-0.5 size-4 shrink-0 accent-tungsten"
              />
              <span className="flex min-w-0 flex-col gap-0.5">
                <span dir="auto" className="line-clamp-3 text-text [overflow-wrap:anywhere]">
                  {fit.prompt}
                </span>
                <span className="text-xs text-quiet">
                  {t("sentAt", {
                    name: fit.author,
                    project: fit.projectName,
                    time: format.dateTime(new Date(fit.sentAt), { dateStyle: "medium", timeStyle: "medium" }),
                  })}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </ConfirmDialog>
  );
}
