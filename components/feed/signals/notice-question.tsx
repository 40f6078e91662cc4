"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

const DECLINED = "notices.declined";

/** Browsers offer notices on secure pages only; elsewhere there is nothing to ask. */
const canNotify = (): boolean => typeof window !== "undefined" && isSecureContext && "Notification" in window;

export const wantsNotices = (): boolean => canNotify() && Notification.permission === "granted";

function isUndecided(): boolean {
  try {
    return canNotify() && Notification.permission === "default" && localStorage.getItem(DECLINED) === null;
  } catch {
    // Storage is switched off: an answer could not be kept, so the question is not asked.
    return false;
  }
}

/** Asked once, in one line, when something of one's own is under way: shall the system say when it is ready? */
export function NoticeQuestion() {
  const t = useTranslations("gallery.notice");
  const [isAsked, setAsked] = useState(isUndecided);
  if (!isAsked) return null;
  const answer = (yes: boolean): void => {
    setAsked(false);
    if (yes) void Notification.requestPermission();
    else localStorage.setItem(DECLINED, "1");
  };
  return (
    <div
      role="group"
      aria-label={t("question")}
      data-slot="notice-question"
      className="flex flex-wrap items-center gap-2 pt-3 text-sm text-quiet"
    >
      <span>{t("question")}</span>
      <Button size="sm" onClick={() => answer(true)}>
        {t("yes")}
      </Button>
      <Button size="sm" variant="quiet" onClick={() => answer(false)}>
        {t("no")}
      </Button>
    </div>
  );
}
