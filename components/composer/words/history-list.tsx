"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useFormatter, useNow, useTranslations } from "use-intl";
import { fetchJson } from "@/components/data/fetch-json";
import { Segmented } from "@/components/ui/segmented";
import type { PromptView } from "@/lib/generations/prompts/view";
import { paths } from "@/lib/shared/paths";
import { rowClasses, WordsList } from "./words-list";

/** Typing without such a pause asks once. */
const PAUSE_MS = 200;

/** What was asked for lately, once each and newest first. */
export function HistoryList({ team, projectId, onChoose }: { team: string; projectId: string; onChoose: (prompt: string) => void }) {
  const t = useTranslations("words");
  const format = useFormatter();
  const now = useNow();
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  const [scope, setScope] = useState<"project" | "team">("project");
  const [whose, setWhose] = useState<"all" | "mine">("all");
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), typed.trim() === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data, error } = useQuery({
    queryKey: ["prompts", team, projectId, scope, whose, words],
    queryFn: ({ signal }) => fetchJson<PromptView[]>(paths.api.prompts(team, { project: projectId, scope, whose, words }), signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return (
    <WordsList
      label={t("filter.history")}
      words={typed}
      onWords={setTyped}
      count={error ? 0 : (data?.length ?? null)}
      empty={error ? t("unreachable") : t(words === "" ? "noHistory" : "noMatch")}
      tools={
        <>
          <Segmented
            size="sm"
            label={t("scope.label")}
            value={scope}
            onValueChange={setScope}
            options={(["project", "team"] as const).map((value) => ({ value, label: t(`scope.${value}`) }))}
          />
          <Segmented
            size="sm"
            label={t("whose.label")}
            value={whose}
            onValueChange={setWhose}
            options={(["all", "mine"] as const).map((value) => ({ value, label: t(`whose.${value}`) }))}
          />
        </>
      }
    >
      {data?.map(({ id, prompt, author, isMine, project, createdAt }) => (
        <li key={id}>
          <button type="button" data-row className={rowClasses} onClick={() => onChoose(prompt)}>
            <span dir="auto" className="line-clamp-3 text-sm text-text [overflow-wrap:anywhere]">
              {prompt}
            </span>
            <span className="text-xs text-quiet">
              {[isMine ? t("you") : author, ...(scope === "team" ? [t("project", { name: project })] : [])].join(" · ")} ·{" "}
              <time dateTime={createdAt}>{format.relativeTime(new Date(createdAt), now)}</time>
            </span>
          </button>
        </li>
      ))}
    </WordsList>
  );
}
