"use client";

import { useTranslations } from "use-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast-store";
import type { Batch } from "./use-batch";
import { useBatchWords } from "./use-batch-words";

interface BatchPressProps {
  batch: Batch;
  onDone: () => void;
  /** What the way back to where the rows came from is called. */
  startOver?: string;
}

/** What stands against the press as a whole, what it comes to, and the one button that spends it. */
export function BatchPress({ batch, onDone, startOver }: BatchPressProps) {
  const { t, money, answer } = useBatchWords();
  const common = useTranslations("common");
  const { taken, bad, most } = batch;
  const isTooMany = taken.length > most;
  const isOpen = taken.length > 0 && !isTooMany && (bad === 0 || batch.leavesOut) && batch.isChecked;
  const press = async () => {
    const count = await batch.press();
    if (count === null) return;
    toast({ title: t("sent", { count }) });
    onDone();
  };
  return (
    <>
      {bad > 0 && (
        <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-text"
            checked={batch.leavesOut}
            onChange={(event) => batch.setLeavesOut(event.target.checked)}
          />
          {t("leaveOut", { count: bad })}
        </label>
      )}
      {isTooMany && (
        <Alert>
          {t("tooMany", { count: taken.length, most })}{" "}
          {most > 0 && (
            <button
              type="button"
              className="min-h-6 font-medium underline underline-offset-2"
              onClick={() =>
                batch.tick(
                  taken.slice(most).map(({ id }) => id),
                  false,
                )
              }
            >
              {t("onlyFirst", { most })}
            </button>
          )}
        </Alert>
      )}
      {batch.unchecked && (
        <Alert>
          {answer(batch.unchecked)}{" "}
          <button type="button" className="min-h-6 font-medium underline underline-offset-2" onClick={batch.checkAgain}>
            {common("retry")}
          </button>
        </Alert>
      )}
      {batch.answer && (
        <Alert>
          {answer(batch.answer)}
          <Refusals batch={batch} />
        </Alert>
      )}
      <DialogFooter className="items-center">
        <p role="status" className="mr-auto text-sm text-quiet tabular">
          {t("summary", { taken: taken.length, all: batch.shown.length })}
        </p>
        <Button onClick={batch.startOver}>{startOver ?? t("startOver")}</Button>
        <Button
          variant="primary"
          pending={batch.isSending}
          aria-disabled={!isOpen || undefined}
          onClick={(event) => {
            // A held key presses once, and nothing goes out that was not to be seen.
            if (event.detail > 1 || !isOpen) return;
            void press();
          }}
        >
          {taken.length > 0 ? t("generate", { count: taken.length, price: money(batch.sum) }) : t("generateNone")}
        </Button>
      </DialogFooter>
    </>
  );
}

/** What the studio has against single rows that this page found right. */
function Refusals({ batch }: { batch: Batch }) {
  const { t, answer } = useBatchWords();
  const items = batch.answer && "items" in batch.answer ? batch.answer.items : undefined;
  if (!items) return null;
  return (
    <ul className="mt-1 max-h-32 overflow-y-auto">
      {items.flatMap((item, index) => {
        const row = batch.asked[index];
        return item && row ? [<li key={row.id}>{t("rowRefused", { line: row.line, why: answer(item) })}</li>] : [];
      })}
    </ul>
  );
}
