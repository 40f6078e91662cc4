"use client";

import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { formatMicros } from "@/lib/i18n/format";

interface SpendDialogProps {
  micros: number;
  above: number;
  /** How many clips have no known price, and are not in the sum. */
  unpriced?: number;
  onAnswer: (isYes: boolean) => void;
}

/** The second thought before a press that costs more than was chosen. It begins on the answer that spends nothing. */
export default function SpendDialog({ micros, above, unpriced = 0, onAnswer }: SpendDialogProps) {
  const t = useTranslations("common.spend");
  const common = useTranslations("common");
  const locale = useLocale();
  return (
    <Dialog
      open
      onOpenChange={() => onAnswer(false)}
      title={unpriced > 0 ? t("titleUnpriced") : t("title", { price: formatMicros(locale, micros) })}
      description={
        unpriced > 0
          ? t("bodyUnpriced", { unpriced, price: formatMicros(locale, micros) })
          : t("body", { above: formatMicros(locale, above) })
      }
    >
      <DialogFooter>
        <Button onClick={() => onAnswer(false)}>{common("cancel")}</Button>
        <Button variant="primary" onClick={() => onAnswer(true)}>
          {t("go")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
