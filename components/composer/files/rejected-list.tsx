"use client";

import { CircleAlert, X } from "@/components/ui/icons";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import type { FileProblem } from "@/lib/assets/limits";
import { ProblemList } from "./problem-list";
import { useComposer, useEngine } from "../engine/composer-context";

/** These never had a place to fight for. */
const LEFT_OUTSIDE: ReadonlySet<string> = new Set([
  ...["addressOnly", "tooManyFiles"],
  ...["recipeNone", "recipeUnreadable", "recipeNewer", "recipeSettings"],
]);

/** Files that were not taken at all, because there was no place to put them or what is there is better. */
export default function RejectedList() {
  const t = useTranslations("uploads");
  const problems = useTranslations("assetProblems");
  const engine = useEngine();
  const rejected = useComposer((snapshot) => snapshot.rejected);
  const settings = useTranslations("composer.carried");
  const format = useFormatter();
  const valuesOf = ({ code, values }: FileProblem): FileProblem["values"] =>
    code === "recipeSettings"
      ? {
          settings: format.list(
            String(values.settings)
              .split(",")
              .map((name) => settings(name as "model")),
          ),
        }
      : values;
  return (
    <ProblemList count={rejected.length} clear={t("dismissAll")} onClear={() => engine.dismissRejected()}>
      {rejected.map(({ key, name, problem }) => (
        <li key={key} className="flex items-center gap-2 text-sm text-failed">
          <CircleAlert aria-hidden="true" className="icon" />
          <span className="min-w-0 flex-1">
            <bdi className="font-medium">{name}</bdi> · {problems(problem.code, valuesOf(problem))}{" "}
            {!LEFT_OUTSIDE.has(problem.code) && t("kept")}
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
    </ProblemList>
  );
}
