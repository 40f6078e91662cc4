"use client";

import { useState, type ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button, buttonVariants } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast-store";
import { formatMicros } from "@/lib/i18n/format";
import type { CardFailureView, CardView } from "@/lib/generations/view";
import type { ActionError } from "@/lib/shared/result";
import { copyText } from "@/components/ui/copy-text";
import type { GalleryPlace } from "./gallery-place";
import { RefusalShare } from "./refusals/refusal-share";
import { GenerationStatus } from "./generation-card/generation-status";
import { useGenerationWords } from "./words";

interface FailureFactsProps {
  view: CardView;
  /** Made, and so most likely cancelled, by whoever reads it. */
  isMine: boolean;
  /** Why the studio itself did not record it. */
  error?: ActionError | null;
  children?: ReactNode;
}

/** What happened, who stopped it, whether it cost anything; and which one it was. */
export function FailureFacts({ view, isMine, error, children }: FailureFactsProps) {
  const t = useTranslations("failures");
  const gallery = useTranslations("gallery");
  const errors = useTranslations("errors");
  const locale = useLocale();
  const title = useGenerationWords().title(view);
  const { failure } = view;
  const what = error ? `${gallery("local.failed")} ${errors(error.code, error.values)}` : failure && wordsOf(failure, t);
  return (
    <div className="min-w-0 flex-1">
      <p className="flex items-center gap-2 text-sm">
        <GenerationStatus status={view.status} />
        <span title={what} className="truncate text-text">
          {what}
        </span>
      </p>
      <p className="text-xs text-quiet @xl:flex @xl:gap-1">
        <span className="shrink-0">
          {error && gallery("local.keeps")}
          {!error && failure && (
            <>
              {failure.party === "person"
                ? t(isMine ? "stoppedByYou" : "stoppedByPerson")
                : t("stoppedBy", { party: t(`party.${failure.party}`) })}{" "}
              · {t(`charged.${failure.charged}`)}
              {failure.micros !== undefined && ` ${formatMicros(locale, failure.micros)}`}
              {failure.isRetried && ` · ${t("isRetried")}`}
            </>
          )}
        </span>
        <span aria-hidden="true" className="@max-xl:hidden">
          ·
        </span>
        <span title={view.prompt} dir="auto" className="block min-w-0 truncate">
          {title}
        </span>
        {children}
      </p>
    </div>
  );
}

type Words = ReturnType<typeof useTranslations<"failures">>;

function wordsOf({ code, input }: CardFailureView, t: Words): string {
  const name = !input
    ? t("input.unknown")
    : input.role === "reference"
      ? t(`input.${input.kind}`, { number: input.number })
      : t(`input.${input.role}`);
  return t(code as "unknown", { input: name });
}

interface FailureDetailsProps {
  failure: CardFailureView;
  /** Where its like is counted; nothing is told without it. */
  place?: Pick<GalleryPlace, "team" | "project">;
}

export function FailureDetails({ failure, place }: FailureDetailsProps) {
  const t = useTranslations("failures");
  const [isOpen, setOpen] = useState(false);
  const { code, httpStatus, requestId, message } = failure.detail;
  const rows = [
    [t("detail.code"), code ?? failure.code],
    [t("detail.status"), httpStatus],
    [t("detail.requestId"), requestId],
    [t("detail.taskId"), failure.taskId],
    [t("detail.message"), message],
  ].filter((row): row is [string, string | number] => row[1] !== null && row[1] !== undefined && row[1] !== "");
  const copy = async (): Promise<void> => {
    if (!(await copyText(rows.map(([label, value]) => `${label}: ${value}`).join("\n")))) return;
    toast({ title: t("detail.copied") });
  };
  return (
    <Popover>
      <PopoverTrigger className={buttonVariants({ variant: "quiet", size: "sm" })}>{t("details")}</PopoverTrigger>
      <PopoverContent aria-label={t("details")} onOpenChange={setOpen} className="w-80 max-w-[calc(100vw-1.5rem)]">
        <div className="mb-2 flex flex-col gap-1">
          <p className="text-sm text-pretty">{wordsOf(failure, t)}</p>
          {isOpen && place && <RefusalShare team={place.team} project={place.project.slug} code={failure.code} />}
        </div>
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
