"use client";

import { CircleAlert, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { FileInput } from "@/components/assets/file-input";
import { buttonVariants, Button } from "@/components/ui/button";
import { acceptOf, type FileProblem } from "@/lib/assets/limits";
import { cn } from "@/lib/shared/cn";
import { useComposer, useEngine } from "./composer-context";
import type { ComposerInput } from "./composer-state";

/** What is wrong with one file, in a sentence with its next step. */
function useSentence(): (problem: FileProblem) => string {
  const t = useTranslations("assetProblems");
  return ({ code, values }) => t(code, values);
}

/** Files of a place that could not be brought in, each with its reason and what can be done. */
export function FileProblems({ inputs }: { inputs: readonly ComposerInput[] }) {
  const t = useTranslations("composer.upload");
  const sentence = useSentence();
  const engine = useEngine();
  const broken = inputs.filter(
    (input) =>
      input.upload?.step === "problem" || input.upload?.step === "interrupted" || (!input.upload && input.asset?.status === "failed"),
  );
  return (
    <ul aria-live="polite" className="flex flex-col gap-1 empty:hidden">
      {broken.map((input) => {
        const problem: FileProblem | null =
          input.upload?.step === "problem" ? input.upload.problem : input.upload ? null : { code: "unreadable", values: {} };
        return (
          <li key={input.key} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <CircleAlert aria-hidden="true" className="icon text-failed" />
            <span className="min-w-0 text-failed">
              <bdi className="font-medium">{input.name}</bdi> · {problem ? sentence(problem) : t("interrupted")}
            </span>
            <span className="flex gap-1">
              {input.upload?.step === "problem" && input.upload.retryable && (
                <Button
                  size="sm"
                  variant="secondary"
                  aria-label={t("retryFile", { name: input.name })}
                  onClick={() => engine.retryUpload(input.key)}
                >
                  {t("retry")}
                </Button>
              )}
              <span
                className={cn(
                  buttonVariants({ size: "sm", variant: "secondary" }),
                  "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-tungsten-ink",
                )}
              >
                <span aria-hidden="true">{t("chooseAgain")}</span>
                <FileInput
                  aria-label={t("chooseAgainFor", { name: input.name })}
                  accept={input.role === "reference" ? acceptOf("image", "video", "audio") : acceptOf("image")}
                  onFiles={([file]) => file && engine.replaceFile(input.key, file)}
                />
              </span>
              <Button size="sm" variant="quiet" aria-label={t("removeFile", { name: input.name })} onClick={() => engine.remove(input)}>
                {t("remove")}
              </Button>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Files that were not taken at all, because there was no place to put them or what is there is better. */
export function RejectedFiles() {
  const t = useTranslations("composer.upload");
  const sentence = useSentence();
  const engine = useEngine();
  const rejected = useComposer((snapshot) => snapshot.rejected);
  return (
    <ul aria-live="polite" className="flex flex-col gap-1 empty:hidden">
      {rejected.map(({ key, name, problem }) => (
        <li key={key} className="flex items-center gap-2 text-sm text-failed">
          <CircleAlert aria-hidden="true" className="icon" />
          <span className="min-w-0 flex-1">
            <bdi className="font-medium">{name}</bdi> · {sentence(problem)} {t("kept")}
          </span>
          <Button
            size="icon"
            variant="quiet"
            className="size-7 min-h-7"
            aria-label={t("dismissFile", { name })}
            onClick={() => engine.dismissRejected(key)}
          >
            <X aria-hidden="true" />
          </Button>
        </li>
      ))}
    </ul>
  );
}
