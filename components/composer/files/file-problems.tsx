"use client";

import { CircleAlert } from "@/components/ui/icons";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { FileInput } from "@/components/assets/file-input";
import { buttonVariants, Button } from "@/components/ui/button";
import { acceptOf, type FileProblem } from "@/lib/assets/limits";
import { cn } from "@/lib/shared/cn";
import { useEngine } from "../engine/composer-context";
import { MendActions, MendingLine, useResumedMends } from "../mends/mend-actions";
import { ProblemList } from "./problem-list";
import type { ComposerInput } from "../engine/composer-state";

/** Files of a place that could not be brought in, each with its reason and what can be done. */
export function FileProblems({ inputs }: { inputs: readonly ComposerInput[] }) {
  const t = useTranslations("uploads");
  const problems = useTranslations("assetProblems");
  const engine = useEngine();
  const broken = inputs.filter((input) => input.upload?.step === "problem" || input.upload?.step === "interrupted");
  const mending = inputs.filter((input) => input.upload?.step === "mending");
  const isKept = broken.some(({ asset }) => asset?.status === "ready");
  const id = useId();
  useResumedMends(inputs);
  const areElsewhere = broken.every(({ upload }) => upload?.step === "problem" && upload.problem.code === "notHere");
  return (
    <>
      {mending.length > 0 && (
        <ul className="flex flex-col gap-1">
          {mending.map((input) => (
            <MendingLine key={input.key} input={input} />
          ))}
        </ul>
      )}
      <ProblemList
        count={broken.length}
        {...(areElsewhere
          ? { folded: t("notHere", { count: broken.length }) }
          : isKept && { folded: t("notSent", { count: broken.length }) })}
        clear={t("removeThese")}
        onClear={() => broken.forEach(engine.remove)}
      >
        {broken.map((input) => {
          const problem: FileProblem | null = input.upload?.step === "problem" ? input.upload.problem : null;
          return (
            <li key={input.key} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
              <CircleAlert aria-hidden="true" className="icon text-failed" />
              <span id={`${id}-${input.key}`} className="min-w-0 text-failed">
                <bdi className="font-medium">{input.name}</bdi> · {problem ? problems(problem.code, problem.values) : t("interrupted")}
              </span>
              <span className="flex flex-wrap gap-1">
                <MendActions input={input} describedBy={`${id}-${input.key}`} />
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
      </ProblemList>
    </>
  );
}
