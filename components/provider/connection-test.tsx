"use client";

import { Check, CircleAlert, CircleMinus, PlugZap, X } from "@/components/ui/icons";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { testProviderConnectionAction } from "@/lib/connections/actions";
import type { ConnectionCheck, ConnectionReport, ProviderSettingsView } from "@/lib/connections/view";
import { HOSTS, type ProviderHost } from "@/lib/models/hosts";
import { cn } from "@/lib/shared/cn";
import { Section } from "@/components/ui/section";

/** A test that can be started from elsewhere on the page, and whose result goes when it no longer holds. */
export function useConnectionTest(team: string, onFound: (found: Pick<ProviderSettingsView, "facts" | "refusal">) => void) {
  const { run, pending, error } = useAction();
  const [report, setReport] = useState<ConnectionReport | null>(null);
  return {
    report,
    pending,
    error,
    forget: () => setReport(null),
    run: () =>
      run(
        () => testProviderConnectionAction(team, {}),
        (result) => {
          setReport(result.report);
          onFound({ facts: result.facts, refusal: result.refusal });
        },
      ),
  };
}

/** Asks what is free to ask, and says of each question what came back. */
export function ConnectionTest({ test, host }: { test: ReturnType<typeof useConnectionTest>; host: ProviderHost }) {
  const t = useTranslations("provider.test");
  const { report, pending, error } = test;
  return (
    <Section
      title={t("title")}
      description={t(HOSTS[host].hasAssetLibrary ? "description" : "descriptionDirect")}
      action={
        <Button pending={pending} onClick={test.run}>
          <PlugZap aria-hidden="true" />
          {report ? t("again") : t("run")}
        </Button>
      }
      className={report || error || pending ? undefined : "hidden"}
    >
      {error && <Alert>{error}</Alert>}
      <div role="status" className="flex flex-col gap-3 empty:hidden">
        {pending && !report ? <p className="text-sm text-quiet">{t("running")}</p> : report && <Report report={report} />}
      </div>
    </Section>
  );
}

function Report({ report }: { report: ConnectionReport }) {
  const t = useTranslations("provider.test");
  const failed = report.checks.filter((check) => check.state === "failed");
  const Icon = report.ok ? Check : CircleAlert;
  return (
    <>
      <p className={cn("flex items-center gap-2 text-sm font-medium", report.ok ? "text-ready" : "text-failed")}>
        <Icon aria-hidden="true" className="icon" />
        {failed.length === 0 ? t("ok") : report.ok ? t("tolerated") : t("failed", { count: failed.length })}
      </p>
      <ul className="flex flex-col">
        {report.checks.map((check) => (
          <CheckRow key={check.name} check={check} report={report} />
        ))}
      </ul>
    </>
  );
}

const ICONS = { ok: Check, failed: X, skipped: CircleMinus } as const;
const TONES = { ok: "text-ready", failed: "text-failed", skipped: "text-quiet" } as const;

function CheckRow({ check, report }: { check: ConnectionCheck; report: ConnectionReport }) {
  const t = useTranslations("provider.test");
  const format = useFormatter();
  const Icon = ICONS[check.state];
  const isElsewhere = check.name === "assets" && report.assetBaseUrl !== null && !check.url.startsWith(`${report.assetBaseUrl}/v1/`);
  return (
    <li
      data-check={check.name}
      data-state={check.state}
      className="flex flex-col gap-1 border-t border-line py-2.5 first:border-t-0 first:pt-0 last:pb-0"
    >
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm">
        <span className="font-medium">{t(`checks.${check.name}`)}</span>
        <span className={cn("inline-flex items-center gap-1 text-xs", TONES[check.state])}>
          <Icon aria-hidden="true" className="icon size-3.5" />
          {t(`states.${check.state}`)}
        </span>
        {check.state !== "skipped" && (
          <span className="ml-auto text-xs text-quiet tabular">{t("took", { ms: format.number(check.tookMs) })}</span>
        )}
      </div>
      <code className="font-mono text-xs text-quiet [overflow-wrap:anywhere]">{check.url}</code>
      {isElsewhere && <p className="text-xs text-quiet">{t("foundElsewhere", { url: report.assetBaseUrl ?? "" })}</p>}
      {check.state === "skipped" && <p className="text-xs text-quiet">{t(`skippedReason.${reasonOf(check, report)}`)}</p>}
      {check.failure && <Failure check={check} failure={check.failure} />}
    </li>
  );
}

/** A check is left out because nobody is there, or because there is no such thing to ask. */
function reasonOf(check: ConnectionCheck, report: ConnectionReport): "unreachable" | "style" | "none" {
  if (report.checks.some((other) => other.failure?.kind === "network" && other.name !== "assets")) return "unreachable";
  return check.name === "tasks" ? "style" : "none";
}

/** Our own words first, then theirs: code, status and message as they came. */
function Failure({ check, failure }: { check: ConnectionCheck; failure: NonNullable<ConnectionCheck["failure"]> }) {
  const t = useTranslations("provider.test");
  const failures = useTranslations("failures");
  const details = [
    [failures("detail.code"), failure.code],
    [failures("detail.status"), failure.httpStatus === null ? null : String(failure.httpStatus)],
    [failures("detail.message"), failure.message || null],
    [failures("detail.requestId"), failure.requestId],
  ].filter(([, value]) => value !== null);
  // The error for terms that were not accepted is documented nowhere, so every refusal here may be that.
  const mayBeAgreement = check.name === "assets" && !["network", "server", "malformed", "rateLimit"].includes(failure.kind);
  // There it is about the library, and the sentence about models would mislead.
  const isLibraryClosed = check.name === "assets" && failure.kind === "permission";
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="text-pretty text-failed">{isLibraryClosed ? t("libraryClosed") : failures(failure.kind, { input: t("input") })}</p>
      {mayBeAgreement && <p className="text-pretty text-quiet">{t("agreementHint")}</p>}
      <dl className="text-xs text-quiet">
        {details.map(([name, value]) => (
          <div key={name} className="flex gap-2">
            <dt className="shrink-0">{name}</dt>
            <dd className="min-w-0 font-mono [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
