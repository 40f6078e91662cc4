"use client";

import { CircleAlert } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import type { UploadState } from "./upload-state";

/** Over a file's picture while it is on its way: how far it is, in words and as a line; nothing once it is there. */
export function UploadOverlay({ upload, name }: { upload: UploadState | null; name: string }) {
  const t = useTranslations("uploads");
  if (!upload) return null;
  const failed = upload.step === "problem" || upload.step === "interrupted";
  const percent =
    "fraction" in upload ? Math.floor(upload.fraction * 100) : upload.step === "mending" && upload.percent > 0 ? upload.percent : null;
  const isCounted = upload.step === "uploading" || (upload.step === "mending" && percent !== null);
  const says = isCounted || upload.step === "problem" ? null : t(upload.step);
  return (
    <span className="pointer-events-none absolute inset-0 grid place-items-center rounded-[inherit] bg-black/60 p-1 text-center text-xs leading-tight text-white tabular">
      {failed ? <CircleAlert aria-hidden="true" className="icon size-5" /> : (says ?? t("percent", { percent: percent! }))}
      {!failed && (
        <span
          role="progressbar"
          aria-label={t("progress", { name })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent ?? undefined}
          aria-valuetext={says ?? undefined}
          className="absolute inset-x-1.5 bottom-1.5 h-0.5 overflow-hidden rounded-full bg-white/25"
        >
          <span
            className="block h-full origin-left bg-white transition-transform"
            style={{
              transform: `scaleX(${("isSent" in upload && upload.isSent) || upload.step === "cutting" ? 1 : (percent ?? 0) / 100})`,
            }}
          />
        </span>
      )}
    </span>
  );
}
