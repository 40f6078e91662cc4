"use client";

import { useMemo, useRef, useState, type SubmitEvent } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, FieldError, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { resetPricesAction, savePricesAction } from "@/lib/connections/actions";
import type { ProviderSettingsView } from "@/lib/connections/view";
import { draftOf, PRICE_ROWS, readDraft } from "./price-draft";
import { PriceRows } from "./price-rows";
import { Facts, Section } from "@/components/ui/section";

interface PriceEditorProps {
  team: string;
  view: ProviderSettingsView;
  onSaved: (view: ProviderSettingsView) => void;
}

/** What a million tokens costs: the owner knows their contract, the catalogue only the lists. */
export function PriceEditor({ team, view, onSaved }: PriceEditorProps) {
  const t = useTranslations("provider.prices");
  const common = useTranslations("common");
  const format = useFormatter();
  const locale = useLocale();
  const form = useRef<HTMLFormElement>(null);
  const { run, pending, error } = useAction();
  const [draft, setDraft] = useState(() => draftOf(view.prices));
  const [attempted, setAttempted] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const { prices, problems } = useMemo(() => readDraft(draft, view.prices), [draft, view.prices]);
  const wrong = Object.keys(problems);
  const saved = useMemo(() => draftOf(view.prices), [view.prices]);
  const isChanged = Object.entries(draft).some(([name, value]) => value.trim() !== saved[name]);
  const set = (name: string, value: string) => setDraft((current) => ({ ...current, [name]: value }));
  const problemOf = (name: string): string | undefined => {
    const problem = problems[name];
    return attempted && problem ? t(`problems.${problem.code}`, problem.values) : undefined;
  };
  const close = (shown: ProviderSettingsView) => {
    setDraft(draftOf(shown.prices));
    setAttempted(false);
    setEditing(false);
  };
  const take = (saved: ProviderSettingsView, words: "saved" | "resetDone") => {
    close(saved);
    toast({ title: t(words), tone: "ready" });
    onSaved(saved);
  };

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setAttempted(true);
    const [first] = wrong;
    if (first !== undefined) {
      const field = form.current?.elements.namedItem(first);
      if (field instanceof HTMLInputElement) field.focus();
      return;
    }
    run(
      () => savePricesAction(team, prices),
      (saved) => take(saved, "saved"),
    );
  }

  return (
    <Section
      title={t("title")}
      description={t("description")}
      action={!isEditing && <Button onClick={() => setEditing(true)}>{t("edit")}</Button>}
    >
      <form ref={form} noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
        <p className="text-xs text-pretty text-quiet">
          {view.hasOwnPrices ? t("own") : t("catalogue")} {t("withVideoHint")}
        </p>
        {PRICE_ROWS.map((row) => (
          <PriceRows
            key={row.model.key}
            row={row}
            draft={draft}
            prices={prices}
            locale={locale}
            problemOf={problemOf}
            onChange={isEditing ? set : null}
          />
        ))}
        {!isEditing && (
          <Facts
            rows={[
              { name: t("factor"), value: draft.factor },
              {
                name: t("checkedOn"),
                value: (
                  <time dateTime={draft.checkedOn}>{format.dateTime(new Date(`${draft.checkedOn}T12:00:00Z`), { dateStyle: "long" })}</time>
                ),
              },
            ]}
          />
        )}
        {isEditing && (
          <div className="grid gap-4 border-t border-line pt-4 sm:grid-cols-2">
            <Field error={problemOf("factor")} hint={t("factorHint")}>
              <Label>{t("factor")}</Label>
              <Input
                name="factor"
                inputMode="decimal"
                value={draft.factor}
                onChange={(event) => set("factor", event.target.value)}
                className="max-w-32 tabular"
              />
            </Field>
            <Field error={problemOf("checkedOn")} hint={t("checkedOnHint")}>
              <Label>{t("checkedOn")}</Label>
              <Input
                name="checkedOn"
                type="date"
                value={draft.checkedOn}
                onChange={(event) => set("checkedOn", event.target.value)}
                className="max-w-44 tabular"
              />
            </Field>
          </div>
        )}
        {error && <Alert>{error}</Alert>}
        {isEditing && (
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" variant={isChanged ? "primary" : "secondary"} pending={pending}>
              {t("save")}
            </Button>
            <Button onClick={() => close(view)}>{common("cancel")}</Button>
            {view.hasOwnPrices && (
              <Button
                onClick={() =>
                  run(
                    () => resetPricesAction(team, {}),
                    (saved) => take(saved, "resetDone"),
                  )
                }
              >
                {t("reset")}
              </Button>
            )}
            <FieldError>{attempted && wrong.length > 0 ? t("wrong", { count: wrong.length }) : null}</FieldError>
          </div>
        )}
      </form>
    </Section>
  );
}
