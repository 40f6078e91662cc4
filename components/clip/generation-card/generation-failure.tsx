"use client";

import Link from "next/link";
import { Button, buttonVariants } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast-store";
import { formatMicros } from "@/lib/i18n/format";
import type { CardFailureView, CardView, FailureRemedy } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";
import { useLocale, useTranslations } from "use-intl";
import { copyText } from "@/components/data/copy-text";
import type { GenerationActions } from "../use-generation-actions";
import { lowerResolution, nearestDuration, offeredRemedies } from "./remedies";

interface GenerationFailureProps {
  view: CardView;
  failure: CardFailureView;
  team: string;
  /** Made, and so most likely cancelled, by whoever reads it. */
  isMine: boolean;
  mayRetry: boolean;
  actions: GenerationActions;
}

/** The five lines: what happened, who stopped it, whether it cost anything, what to do, and the details. */
export function GenerationFailure({ view, failure, team, isMine, mayRetry, actions }: GenerationFailureProps) {
  const t = useTranslations("failures");
  const locale = useLocale();
  return (
    <div data-slot="generation-failure" className="absolute inset-0 flex flex-col gap-2 overflow-auto p-3">
      <p className="pr-9 text-sm font-medium text-pretty text-text pointer-coarse:pr-12">
        {t(failure.code as "unknown", { input: inputName(failure, t) })}
      </p>
      <p className="text-xs text-quiet">
        {failure.party === "person"
          ? t(isMine ? "stoppedByYou" : "stoppedByPerson")
          : t("stoppedBy", { party: t(`party.${failure.party}`) })}{" "}
        · {t(`charged.${failure.charged}`)}
        {failure.micros !== null && ` ${formatMicros(locale, failure.micros)}`}
      </p>
      <div className="mt-auto flex flex-wrap items-center gap-1.5">
        {mayRetry &&
          offeredRemedies(failure).map((remedy) => (
            <Remedy key={remedy} remedy={remedy} view={view} asked={failure.asked} team={team} actions={actions} />
          ))}
        <FailureDetails failure={failure} />
      </div>
    </div>
  );
}

type Words = ReturnType<typeof useTranslations<"failures">>;

function inputName({ input }: CardFailureView, t: Words): string {
  if (!input) return t("input.unknown");
  return input.role === "reference" ? t(`input.${input.kind}`, { number: input.number }) : t(`input.${input.role}`);
}

function Remedy({
  remedy,
  view,
  asked,
  team,
  actions,
}: {
  remedy: FailureRemedy;
  view: CardView;
  asked: CardFailureView["asked"];
  team: string;
  actions: GenerationActions;
}) {
  const t = useTranslations("failures");
  const resolution = lowerResolution(asked);
  const seconds = nearestDuration(asked);
  const label = t(`remedies.${remedy}`, { resolution: resolution ?? "", seconds: seconds ?? 0 });
  if (remedy === "openProviderSettings") {
    return (
      <Link href={paths.provider(team)} className={buttonVariants({ size: "sm" })}>
        {label}
      </Link>
    );
  }
  const act = (): void => {
    switch (remedy) {
      case "retry":
        return void actions.retry(view);
      case "retryWithoutSound":
        return void actions.retry(view, { sound: false });
      case "dropSeed":
        return void actions.retry(view, { seed: null });
      case "lowerResolution":
        return resolution ? void actions.retry(view, { resolution }) : undefined;
      case "nearestDuration":
        return seconds === null ? undefined : void actions.retry(view, { durationSeconds: seconds });
      case "useAsReferences":
        return void actions.reuse(view, { inputsAs: "references", keepSeed: true });
      case "useAsFrames":
        return void actions.reuse(view, { inputsAs: "frames", keepSeed: true });
      case "edit":
      case "replaceInput":
        return void actions.reuse(view, { keepSeed: true });
    }
  };
  return (
    <Button size="sm" onClick={act}>
      {label}
    </Button>
  );
}

export function FailureDetails({ failure }: { failure: CardFailureView }) {
  const t = useTranslations("failures");
  const { code, httpStatus, requestId, message } = failure.detail;
  const rows = [
    [t("detail.code"), code ?? failure.code],
    [t("detail.status"), httpStatus],
    [t("detail.requestId"), requestId],
    [t("detail.taskId"), failure.taskId],
    [t("detail.message"), message],
  ].filter((row): row is [string, string | number] => row[1] !== null && row[1] !== "");
  const copy = async (): Promise<void> => {
    if (!(await copyText(rows.map(([label, value]) => `${label}: ${value}`).join("\n")))) return;
    toast({ title: t("detail.copied") });
  };
  return (
    <Popover>
      <PopoverTrigger className={buttonVariants({ variant: "quiet", size: "sm" })}>{t("details")}</PopoverTrigger>
      <PopoverContent aria-label={t("details")} className="w-80 max-w-[calc(100vw-1.5rem)]">
        <dl className="flex flex-col gap-2">
          {rows.map(([label, value]) => (
            <div key={label}>
              <dt className="text-xs text-quiet">{label}</dt>
              <dd className="font-mono text-xs break-words whitespace-pre-wrap text-text select-text">{value}</dd>
            </div>
          ))}
        </dl>
        <Button size="sm" className="mt-3" onClick={() => void copy()}>
          {t("detail.copy")}
        </Button>
      </PopoverContent>
    </Popover>
  );
}
