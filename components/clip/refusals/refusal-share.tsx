"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { isPartlyChance, isRefusalKind } from "@/lib/generations/refusals/kinds";
import { refusalsQuery } from "./query";

/** How many of the project's last clips ended like this one, so that people see how much of it is chance. */
export function RefusalShare({ team, project, code }: { team: string; project: string; code: string }) {
  const t = useTranslations("failures.share");
  const { data } = useQuery({ ...refusalsQuery(team, project), enabled: isRefusalKind(code) });
  const found = data?.[0];
  const count = found?.refused.find(({ kind }) => kind === code)?.count ?? 0;
  if (!found || count === 0) return null;
  return (
    <p data-slot="refusal-share" className="text-sm text-pretty text-quiet">
      {t("line", { count, judged: found.judged })} {t(isPartlyChance(code) ? "chance" : "cause")}
    </p>
  );
}
