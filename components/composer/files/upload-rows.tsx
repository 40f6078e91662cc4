"use client";

import { useLocale, useTranslations } from "use-intl";
import type { UploadState } from "@/components/assets/upload-state";
import { Button } from "@/components/ui/button";
import { formatBytes, formatClock } from "@/lib/i18n/format";
import { useEngine } from "../engine/composer-context";
import type { ComposerInput } from "../engine/composer-state";

type OnItsWay = Extract<UploadState, { fraction: number }>;

/** Files of a place that take a while, with how far and how fast they are; most are through before there is anything to say. */
export function UploadRows({ inputs }: { inputs: readonly ComposerInput[] }) {
  const t = useTranslations("composer.upload");
  const slow = inputs.flatMap((input) => (input.upload && isSlow(input.upload) ? [{ input, upload: input.upload }] : []));
  if (slow.length === 0) return null;
  return (
    <ul aria-label={t("list")} className="flex flex-col gap-1">
      {slow.map(({ input, upload }) => (
        <UploadRow key={input.key} input={input} upload={upload} />
      ))}
    </ul>
  );
}

const isSlow = (upload: UploadState): upload is OnItsWay =>
  upload.step === "paused" || upload.step === "waiting" || (upload.step === "uploading" && upload.pace !== null);

function UploadRow({ input: { key, name }, upload, input }: { input: ComposerInput; upload: OnItsWay }) {
  const t = useTranslations("composer.upload");
  const locale = useLocale();
  const engine = useEngine();
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
          onClick={() => (isPaused ? engine.retryUpload(key) : engine.pauseUpload(key))}
        >
          {t(isPaused ? "goOn" : "pause")}
        </Button>
        <Button size="sm" variant="quiet" aria-label={t("cancelFile", { name })} onClick={() => engine.remove(input)}>
          {t("cancel")}
        </Button>
      </span>
    </li>
  );
}
