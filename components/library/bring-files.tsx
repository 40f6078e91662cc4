"use client";

import { CircleAlert, Upload } from "@/components/ui/icons";
import { type ReactNode, useSyncExternalStore } from "react";
import { useDropzone } from "react-dropzone";
import { useTranslations } from "use-intl";
import { FileInput } from "@/components/assets/file-input";
import { isSlow, UploadRow } from "@/components/assets/upload-row";
import { Button, buttonVariants } from "@/components/ui/button";
import { acceptOf } from "@/lib/assets/limits";
import { cn } from "@/lib/shared/cn";
import { type BroughtFile, broughtFilesOf, type BroughtPlace } from "./brought-files";

const NONE: readonly BroughtFile[] = [];

/** Chooses files for the library; they may be dropped on the page as well. */
export function BringButton({ place }: { place: BroughtPlace }) {
  const t = useTranslations("library");
  return (
    <span
      className={cn(
        buttonVariants({ variant: "secondary" }),
        "relative max-sm:px-2",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-tungsten-ink",
      )}
    >
      <Upload aria-hidden="true" />
      <span aria-hidden="true" className="max-sm:sr-only">
        {t("bring")}
      </span>
      <FileInput
        aria-label={t("bring")}
        multiple
        accept={acceptOf("image", "video", "audio")}
        onFiles={(files) => broughtFilesOf(place).add(files)}
      />
    </span>
  );
}

/** What files for the library are dropped on. */
export function BringPlace({ place, children }: { place: BroughtPlace; children: ReactNode }) {
  const { getRootProps, isDragActive } = useDropzone({
    noClick: true,
    noKeyboard: true,
    // Types and limits are judged by the bytes, with a sentence for each.
    onDrop: (files) => broughtFilesOf(place).add(files),
  });
  return (
    <div
      {...getRootProps({
        className: cn("min-h-[60dvh] rounded-lg outline-offset-8 outline-tungsten-ink", isDragActive && "outline-2 outline-dashed"),
      })}
    >
      {children}
    </div>
  );
}

/** Files on their way into the library, and those that did not arrive, each with its reason. */
export function BroughtList({ place }: { place: BroughtPlace }) {
  const t = useTranslations("uploads");
  const problems = useTranslations("assetProblems");
  const store = broughtFilesOf(place);
  const files = useSyncExternalStore(store.subscribe, store.read, () => NONE);
  if (files.length === 0) return null;
  return (
    <ul aria-label={t("list")} aria-live="polite" className="flex flex-col gap-1.5">
      {files.map(({ key, name, upload }) =>
        isSlow(upload) ? (
          <UploadRow
            key={key}
            name={name}
            upload={upload}
            onPause={() => store.pause(key)}
            onGoOn={() => store.goOn(key)}
            onCancel={() => store.remove(key)}
          />
        ) : upload.step === "problem" ? (
          <li key={key} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-failed">
            <CircleAlert aria-hidden="true" className="icon" />
            <span className="min-w-0">
              <bdi className="font-medium">{name}</bdi> · {problems(upload.problem.code, upload.problem.values)}
            </span>
            {upload.retryable && (
              <Button size="sm" variant="secondary" aria-label={t("retryFile", { name })} onClick={() => store.goOn(key)}>
                {t("retry")}
              </Button>
            )}
            <Button size="sm" variant="quiet" aria-label={t("dismissFile", { name })} onClick={() => store.remove(key)}>
              {t("dismiss")}
            </Button>
          </li>
        ) : (
          <li key={key} className="text-sm text-quiet">
            <bdi className="font-medium text-text">{name}</bdi> · {t(upload.step)}
          </li>
        ),
      )}
    </ul>
  );
}
