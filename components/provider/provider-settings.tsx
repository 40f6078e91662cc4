"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Alert } from "@/components/ui/alert";
import { Tabs } from "@/components/ui/tabs";
import type { AccountRefusalView, ProviderSettingsView } from "@/lib/connections/view";
import { ConnectionOptions } from "./connection-options";
import { ConnectionTest, useConnectionTest } from "./connection-test";
import { KeyFacts } from "./key-facts";
import { KeySection } from "./key-section";
import { KeySharing } from "./key-sharing";
import { PriceEditor } from "./price-editor";
import { ProviderState } from "./provider-state";

/** All that an owner sees and sets of the provider. Every answer of the server is the whole state anew. */
export function ProviderSettings({ team, initial }: { team: string; initial: ProviderSettingsView }) {
  const t = useTranslations("provider");
  const router = useRouter();
  // Held here as well: a refresh that was under way puts the address back to what it was when it began.
  const [tab, setTab] = useState<"connection" | "prices">(useSearchParams().get("tab") === "prices" ? "prices" : "connection");
  const [view, setView] = useState(initial);
  const test = useConnectionTest(team, (found) => setView((current) => ({ ...current, ...found })));

  const onSaved = (saved: ProviderSettingsView) => {
    setView(saved);
    // Pages that were visited before hold the old style and the old prices.
    router.refresh();
  };
  const onKeyChanged = (saved: ProviderSettingsView) => {
    onSaved(saved);
    test.forget();
    // Whoever enters a key wants to know at once whether it opens the door.
    if (saved.keySource === "settings") test.run();
  };
  const connection = (
    <>
      <ProviderState view={view} />
      <KeySection team={team} view={view} onChanged={onKeyChanged} />
      {view.isShared !== null && <KeySharing team={team} isShared={view.isShared} onSaved={onSaved} />}
      <ConnectionOptions
        team={team}
        view={view}
        onSaved={(saved) => {
          onSaved(saved);
          // What was found through the other style or host says nothing about this one.
          test.forget();
        }}
      />
      <ConnectionTest test={test} host={view.host} />
      <KeyFacts facts={view.facts} host={view.host} />
    </>
  );
  return (
    <>
      {view.orphaned > 0 && <Alert>{t("orphaned", { count: view.orphaned })}</Alert>}
      {view.isKeyUnreadable && <Alert>{t("unreadable")}</Alert>}
      {view.isKeyMissing && <Alert>{t("missing")}</Alert>}
      {view.refusal && <Refusal refusal={view.refusal} />}
      <Tabs
        label={t("title")}
        current={tab}
        onChange={(key) => {
          setTab(key);
          // The address says which, so that a link and a reload lead to it.
          history.replaceState(null, "", key === "prices" ? "?tab=prices" : location.pathname);
        }}
        tabs={[
          { key: "connection", label: t("options.title"), panel: connection },
          { key: "prices", label: t("prices.title"), panel: <PriceEditor team={team} view={view} onSaved={onSaved} /> },
        ]}
      />
    </>
  );
}

/** The account itself was turned away: why, what waits for it, and what ends it. */
function Refusal({ refusal }: { refusal: AccountRefusalView }) {
  const t = useTranslations("provider.refusal");
  const format = useFormatter();
  const time = format.dateTime(new Date(refusal.nextTryAt), { hour: "numeric", minute: "2-digit" });
  return (
    <Alert data-reason={refusal.reason}>
      <p className="font-medium">
        {t("title")} · {t(`reason.${refusal.reason}`)}
      </p>
      <p className="mt-0.5">{t("body", { count: refusal.waiting, time })}</p>
    </Alert>
  );
}
