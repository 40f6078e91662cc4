"use client";

import { useRouter } from "next/navigation";
import { useEffect, useId, type ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import type { TrayView } from "@/lib/generations/searching/tray/view";
import { DecidedEntry } from "./decided-entry";
import { UnclaimedEntry } from "./unclaimed-entry";

interface TrayProps {
  team: string;
  tray: TrayView;
}

/** Something is still coming: the page looks again. */
const LOOK_AGAIN_MS = 5_000;

/** Everything that may have been paid for and belongs to nobody, and what was decided about it. */
export function Tray({ team, tray }: TrayProps) {
  const t = useTranslations("unclaimed");
  const format = useFormatter();
  const router = useRouter();
  const isComing = tray.entries.some(({ status }) => status !== "saved");
  useEffect(() => {
    if (!isComing) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isComing, router]);
  return (
    <div className="flex flex-col gap-8">
      {tray.entries.length === 0 ? (
        <Empty>
          <EmptyTitle>{t("empty.title")}</EmptyTitle>
          <EmptyDescription>{t("empty.body")}</EmptyDescription>
        </Empty>
      ) : (
        <TraySection title={t("waiting")}>
          {tray.entries.map((entry) => (
            <UnclaimedEntry key={entry.id} team={team} entry={entry} projects={tray.projects} />
          ))}
        </TraySection>
      )}
      {tray.decided.length > 0 && (
        <TraySection title={t("decided")}>
          {tray.decided.map((entry) => (
            <DecidedEntry key={entry.id} team={team} entry={entry} />
          ))}
        </TraySection>
      )}
      {tray.foreign && (
        <p className="text-xs text-pretty text-quiet">
          {t("foreign", {
            count: tray.foreign.count,
            time: format.dateTime(new Date(tray.foreign.seenAt), { dateStyle: "medium", timeStyle: "short" }),
          })}
        </p>
      )}
    </div>
  );
}

function TraySection({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      <ul className="flex flex-col gap-3">{children}</ul>
    </section>
  );
}
