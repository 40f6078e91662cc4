"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Download } from "@/components/ui/icons";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { RequestError } from "@/components/data/fetch-json";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { Segmented } from "@/components/ui/segmented";
import { monthBeside } from "@/lib/budgets/periods";
import { GROUPINGS, type Grouping, type SpendView } from "@/lib/budgets/view";
import { paths } from "@/lib/shared/paths";
import { RefusalsSection } from "./refusals-section";
import { LimitsSection } from "./limits-section";
import { spendQuery } from "./query-options";
import { SpendChart } from "./spend-chart";
import { SpendFigures } from "./spend-figures";
import { SpendTable } from "./spend-table";
import { useSpendWords } from "./spend-words";

/** What a month has cost, from every side, and what may still be spent. */
export function Spend({ team, initial }: { team: string; initial: SpendView }) {
  const t = useTranslations("spend");
  const errors = useTranslations("errors");
  const format = useFormatter();
  const { month: monthName } = useSpendWords();
  const queryClient = useQueryClient();
  const [{ month, by }, setShown] = useState<{ month: string; by: Grouping }>(initial);
  const query = spendQuery(team, month, by, initial);
  const { data: view = initial, error } = useQuery({ ...query, placeholderData: keepPreviousData });
  useLiveRefetch(query.queryKey, "generation", "spend");
  const show = (next: { month: string; by: Grouping }) => {
    setShown(next);
    // The address says which, so that a link and a reload lead to it.
    history.replaceState(null, "", paths.spend(team, next));
  };
  return (
    <>
      <PageHeader title={t("title")} description={t("description")}>
        <div role="group" aria-label={t("month.label")} className="flex items-center gap-1">
          <Button
            size="icon"
            variant="quiet"
            aria-label={t("month.before")}
            aria-disabled={month <= view.firstMonth || undefined}
            onClick={() => month > view.firstMonth && show({ month: monthBeside(month, -1), by })}
          >
            <ChevronLeft aria-hidden="true" />
          </Button>
          <p aria-live="polite" className="min-w-32 text-center text-sm font-medium">
            {monthName(month)}
          </p>
          <Button
            size="icon"
            variant="quiet"
            aria-label={t("month.after")}
            aria-disabled={month >= view.currentMonth || undefined}
            onClick={() => month < view.currentMonth && show({ month: monthBeside(month, 1), by })}
          >
            <ChevronRight aria-hidden="true" />
          </Button>
        </div>
      </PageHeader>
      {error && <Alert>{error instanceof RequestError && error.error ? errors(error.error.code) : t("stale")}</Alert>}
      {view.stopped.map(({ scope, name }) => (
        <Alert key={`${scope} ${name}`}>{t(`stopped.${scope}`, { name: name ?? t("table.gone") })}</Alert>
      ))}
      {view.isEmulator && <p className="text-sm text-pretty text-quiet">{t("emulator")}</p>}
      {!view.isWhole && (
        <p className="text-sm text-pretty text-quiet">
          {t("own")} {t("ask", { names: format.list(view.owners) })}
        </p>
      )}
      <SpendFigures view={view} />
      {view.total.unpriced > 0 && (
        <Alert>{t("unpriced", { count: view.total.unpriced, tokens: format.number(view.total.unpricedTokens) })}</Alert>
      )}
      <Section
        title={monthName(view.month)}
        action={
          <a href={paths.api.spendExport(team, view.month)} download className={buttonVariants()}>
            <Download aria-hidden="true" /> {t("export")}
          </a>
        }
      >
        <SpendChart days={view.days} by={view.by} />
        <div className="-mx-1 overflow-x-auto p-1">
          <Segmented
            label={t("by.label")}
            value={by}
            onValueChange={(next) => show({ month, by: next })}
            options={GROUPINGS.map((value) => ({ value, label: t(`by.${value}`) }))}
            className="max-w-none"
          />
        </div>
        <SpendTable view={view} />
      </Section>
      <RefusalsSection team={team} />
      {view.limits && (
        <LimitsSection team={team} limits={view.limits} onSaved={() => void queryClient.invalidateQueries({ queryKey: ["spend", team] })} />
      )}
      <p className="text-sm text-pretty text-quiet">
        <strong className="font-medium text-text">{t("wall.title")}</strong> · {t("wall.body")}
      </p>
    </>
  );
}
