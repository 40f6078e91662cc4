"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { refusalsQuery } from "@/components/clip/refusals/query";
import { Section } from "@/components/ui/section";
import { REFUSALS } from "@/lib/generations/refusals/kinds";

/** How often moderation refuses, in each project and by what for; nothing where it never does. */
export function RefusalsSection({ team }: { team: string }) {
  const t = useTranslations("spend.refusals");
  const format = useFormatter();
  const { data = [] } = useQuery(refusalsQuery(team));
  if (data.length === 0) return null;
  const kinds = REFUSALS.filter((kind) => data.some(({ refused }) => refused.some((one) => one.kind === kind)));
  const share = (count: number, of: number) =>
    count === 0 ? "–" : format.number(count / of, { style: "percent", maximumFractionDigits: 0 });
  return (
    <Section title={t("title")} description={t("body")}>
      <div role="group" aria-label={t("title")} tabIndex={0} className="overflow-x-auto">
        <table data-slot="refusals" className="w-full text-sm tabular">
          <thead>
            <tr className="border-b border-line text-right align-bottom text-xs text-quiet">
              <th scope="col" className="py-2 text-left font-normal">
                {t("project")}
              </th>
              <th scope="col" className="py-2 pl-4 font-normal">
                {t("judged")}
              </th>
              {kinds.map((kind) => (
                <th key={kind} scope="col" className="py-2 pl-4 font-normal">
                  {t(`kinds.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map(({ project, judged, refused }) => (
              <tr key={project.slug} className="border-b border-line text-right last:border-b-0">
                <th scope="row" className="max-w-64 py-2 text-left font-normal [overflow-wrap:anywhere]">
                  {project.name}
                </th>
                <td className="py-2 pl-4">{format.number(judged)}</td>
                {kinds.map((kind) => (
                  <td key={kind} className="py-2 pl-4">
                    {share(refused.find((one) => one.kind === kind)?.count ?? 0, judged)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
