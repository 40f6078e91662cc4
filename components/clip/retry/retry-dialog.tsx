"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { askingFirst, wasDeclined } from "@/components/data/ask-first";
import { newKey } from "@/components/data/new-key";
import { reach } from "@/components/data/outdated";
import { useErrorWords } from "@/components/data/use-error-words";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { toast } from "@/components/ui/toast-store";
import { checkRetriesAction, retryManyAction } from "@/lib/generations/actions";
import { MOST_AT_ONCE } from "@/lib/generations/marks/limits";
import type { RetrySetInput } from "@/lib/generations/schema";
import type { CardView, LeftOut, RetryCheck } from "@/lib/generations/view";
import { formatMicros } from "@/lib/i18n/format";
import { onItsOwn } from "../uncertain/on-its-own";
import { LeftOutList } from "./left-out-list";

interface RetryDialogProps {
  team: string;
  /** Chosen clips, those that matter most first, or all of one press. */
  of: RetrySetInput;
  onMade?: (views: readonly CardView[]) => void;
  onClose: () => void;
}

/** Several that did not become clips, sent again in one press: how many, for how much, and which not and why, before anything is bought. */
export default function RetryDialog({ team, of: asked, onMade, onClose }: RetryDialogProps) {
  const t = useTranslations("retry");
  const words = useErrorWords();
  // What is looked at is what was there when it opened: a card that changes meanwhile must not begin the form anew.
  const [{ of, later }] = useState(() => inOnePress(asked));
  const { data, error } = useQuery({
    queryKey: ["retries", team, of],
    queryFn: async () => {
      const result = await reach(checkRetriesAction(team, of));
      if (!result?.ok) throw new Error(result ? words.form(result.error) : words.offline());
      // The ids of this press: sent a second time, because its answer was lost, it is the same press.
      return { ...result.data, left: [...result.data.left, ...later], asIds: result.data.retries.map(newKey) };
    },
    ...{ gcTime: 0, staleTime: Infinity, retry: false },
  });
  const count = data?.retries.length ?? 0;
  return (
    <Dialog open onOpenChange={onClose} {...onItsOwn(onClose)} title={t("title")} description={data && t("body", { count })}>
      {error && <Alert>{error.message}</Alert>}
      <RetryForm team={team} check={data} isChecking={!data && !error} onMade={onMade} onClose={onClose} />
    </Dialog>
  );
}

/** One press takes only so many: the others are told, and come after it. */
function inOnePress(asked: RetrySetInput): { of: RetrySetInput; later: LeftOut[] } {
  if (!("ids" in asked)) return { of: asked, later: [] };
  const later = asked.ids.slice(MOST_AT_ONCE).map((id): LeftOut => ({ id, why: "later" }));
  return { of: { ids: asked.ids.slice(0, MOST_AT_ONCE) }, later };
}

interface RetryFormProps extends Pick<RetryDialogProps, "team" | "onClose"> {
  check: (RetryCheck & { asIds: readonly string[] }) | undefined;
  isChecking: boolean;
  onMade: RetryDialogProps["onMade"] | undefined;
}

const UNCHECKED: NonNullable<RetryFormProps["check"]> = { retries: [], left: [], asIds: [] };

/** There from the beginning: the focus stays on its Cancel, and the sum is told, when the answer comes. */
function RetryForm({ team, check, isChecking, onMade, onClose }: RetryFormProps) {
  const { retries, left, asIds } = check ?? UNCHECKED;
  const t = useTranslations("retry");
  const common = useTranslations("common");
  const words = useErrorWords();
  const locale = useLocale();
  const [withoutSound, setWithoutSound] = useState(true);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const count = retries.length;
  const silenced = retries.filter(({ isSilenced }) => isSilenced).length;
  const sum = retries.reduce<number | null>((all, { micros }) => (all === null || micros === null ? null : all + micros), 0);
  const price = sum === null ? null : formatMicros(locale, sum);

  const press = async (): Promise<void> => {
    if (isSending) return;
    setSending(true);
    setProblem(undefined);
    const input = { retries: retries.map(({ id }, index) => ({ id, asId: asIds[index]! })), withoutSound };
    // The sum stands on the button: whoever presses it has agreed to it.
    const result = await askingFirst((agreed = sum ?? 0) => reach(retryManyAction(team, { ...input, agreed })));
    setSending(false);
    if (wasDeclined(result)) return;
    if (!result?.ok) return setProblem(result ? words.form(result.error) : words.offline());
    const { made, left: meanwhile } = result.data;
    const told = { count: made.length, left: meanwhile.length };
    toast({ title: meanwhile.length > 0 ? t("sentLess", told) : t("sent", told) });
    onMade?.(made);
    onClose();
  };
  return (
    <>
      <p role="status" className="flex items-center gap-2 text-sm empty:hidden">
        {isChecking && (
          <>
            <Spinner /> <span className="text-quiet">{t("checking")}</span>
          </>
        )}
        {count > 0 && <span className="font-medium tabular">{price === null ? t("sumUnknown") : t("sum", { price })}</span>}
      </p>
      {silenced > 0 && (
        <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-text"
            checked={withoutSound}
            onChange={(event) => setWithoutSound(event.target.checked)}
          />
          {t("withoutSound", { count: silenced })}
        </label>
      )}
      <LeftOutList left={left} />
      {problem && <Alert>{problem}</Alert>}
      <DialogFooter>
        <Button onClick={onClose}>{common(check && count === 0 ? "close" : "cancel")}</Button>
        {count > 0 && (
          <Button variant="primary" pending={isSending} onClick={() => void press()}>
            {price === null ? t("confirmUnpriced", { count }) : t("confirm", { count, price })}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}
