"use client";

import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { formatBytes, formatClock } from "@/lib/i18n/format";
import type { UploadState } from "./upload-state";

type OnItsWay = Extract<UploadState, { fraction: number }>;

/** Most files are through before there is anything to say of how fast they are. */
export const isSlow = (upload: UploadState): upload is OnItsWay =>
  upload.step === "paused" || upload.step === "waiting" || (upload.step === "uploading" && upload.pace !== null);

interface UploadRowProps {
  name: string;
  upload: OnItsWay;
  onPause: () => void;
  onGoOn: () => void;
  onCancel: () => void;
}

/** One file that takes a while: how far and how fast it is, to be stopped and to go on. */
export function UploadRow({ name, upload, onPause, onGoOn, onCancel }: UploadRowProps) {
  const t = useTranslations("uploads");
  const locale = useLocale();
  const percent = t("percent", { percent: Math.floor(upload.fraction * 100) });
  const pace = upload.step === "uploading" ? upload.pace : null;
  const isPaused = upload.step === "paused";
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <span className="min-w-0 text-quiet tabular">
        <bdi className="font-medium text-text">{name}</bdi> · {percent}
        {pace &&
          ` · ${t("speed", { size: formatBytes(locale, pace.bytesPerSecond) })} · ${t("left", { clock: formatClock(Math.ceil(pace.secondsLeft)) })}`}
        {/* Said once when it begins; figures that run are looked at and not listened to. */}
        <span role="status">{upload.step === "uploading" ? "" : ` · ${t(isPaused ? "paused" : "waitingForStudio")}`}</span>
      </span>
      <span className="flex gap-1">
        <Button
          size="sm"
          variant="secondary"
          aria-label={t(isPaused ? "goOnFile" : "pauseFile", { name })}
          onClick={isPaused ? onGoOn : onPause}
        >
          {t(isPaused ? "goOn" : "pause")}
        </Button>
        <Button size="sm" variant="quiet" aria-label={t("cancelFile", { name })} onClick={onCancel}>
          {t("cancel")}
        </Button>
      </span>
    </li>
  );
}
