"use client";

import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { formatMicros } from "@/lib/i18n/format";
import type { CardView, DoubtView } from "@/lib/generations/view";
import { onItsOwn } from "./on-its-own";

interface SubmitAgainDialogProps {
  view: CardView;
  doubt: DoubtView;
  onSubmit: (view: CardView) => Promise<void>;
  onClose: () => void;
}

/** The second press: what it means, what it costs, and that it is remembered who said so. */
export default function SubmitAgainDialog({ view, doubt, onSubmit, onClose }: SubmitAgainDialogProps) {
  const t = useTranslations("uncertain.submitDialog");
  const common = useTranslations("common");
  const locale = useLocale();
  const micros = doubt.estimatedMicros;
  return (
    <Dialog open onOpenChange={onClose} {...onItsOwn(onClose)} title={t("title")} description={t("body")}>
      <ul className="flex list-disc flex-col gap-1.5 pl-5 text-sm text-pretty text-text">
        <li>{micros === null ? t("noPrice") : t("price", { price: formatMicros(locale, micros) })}</li>
        {doubt.candidates > 0 && <li>{t("candidates", { candidates: doubt.candidates })}</li>}
        <li>{t("recorded")}</li>
      </ul>
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button
          variant="danger"
          onClick={() => {
            onClose();
            void onSubmit(view);
          }}
        >
          {t("confirm")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
