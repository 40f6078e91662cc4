"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import type { LimitsView, SpendView } from "@/lib/budgets/view";
import { SUMS } from "./limit-changes";
import { LimitsForm } from "./limits-form";
import { useSpendWords } from "./spend-words";

const NONE = { month: null, day: null, clip: null, askAbove: null, isStopped: false };

interface LimitsSectionProps {
  team: string;
  limits: NonNullable<SpendView["limits"]>;
  onSaved: () => void;
}

/** For owners: what the team may spend, and what a project or a person. */
export function LimitsSection({ team, limits: { rows, projects, people, teamId }, onSaved }: LimitsSectionProps) {
  const t = useTranslations("spend.limits");
  const [editing, setEditing] = useState<LimitsView | null>(null);
  // The same one until others are read: the form takes another for somebody's change.
  const ofTeam = useMemo(
    () => rows.find(({ scope }) => scope === "team") ?? { scope: "team" as const, subjectId: teamId, ...NONE },
    [rows, teamId],
  );
  const subjects = [
    ...projects.map((one) => ({ ...one, scope: "project" as const })),
    ...people.map((one) => ({ ...one, scope: "person" as const })),
  ];
  const find = (id: string) => rows.find(({ subjectId }) => subjectId === id);
  const limited = subjects.flatMap((subject) => {
    const row = find(subject.id);
    return row && isSet(row) ? [{ ...subject, row }] : [];
  });
  const edit = (id: string) => {
    const subject = subjects.find((one) => one.id === id);
    if (subject) setEditing(find(id) ?? { scope: subject.scope, subjectId: id, ...NONE });
  };
  const nameOf = (id: string): string => subjects.find((one) => one.id === id)?.name ?? "";
  return (
    <Section title={t("title")} description={`${t("description")} ${t("unknown")}`}>
      <h3 className="text-sm font-medium">{t("team")}</h3>
      <LimitsForm team={team} limits={ofTeam} onSaved={onSaved} />
      <div className="flex flex-wrap items-end justify-between gap-3 border-t border-line pt-4">
        <div>
          <h3 className="text-sm font-medium">{t("others")}</h3>
          <p className="text-xs text-pretty text-quiet">{t("othersHint")}</p>
        </div>
        <Select aria-label={t("addLabel")} value="" onChange={(event) => edit(event.target.value)} wrapperClassName="w-52">
          <option value="">{t("add")}</option>
          {(["project", "person"] as const).map((scope) => (
            <optgroup key={scope} label={t(scope === "project" ? "projects" : "people")}>
              {subjects.map((one) =>
                one.scope === scope ? (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ) : null,
              )}
            </optgroup>
          ))}
        </Select>
      </div>
      {limited.length > 0 && (
        <ul aria-label={t("others")} className="flex flex-col text-sm">
          {limited.map(({ id, name, row }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-2">
              <span className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]">{name}</span>
              <span className="text-quiet tabular">
                <Summary limits={row} />
              </span>
              <Button size="sm" aria-label={t("edit", { name })} onClick={() => edit(id)}>
                {t("change")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Dialog
        open={editing !== null}
        onOpenChange={() => setEditing(null)}
        title={t("of", { name: editing ? nameOf(editing.subjectId) : "" })}
        className="w-[min(52rem,calc(100vw-2rem))]"
      >
        {editing && <LimitsForm key={editing.subjectId} team={team} limits={find(editing.subjectId) ?? editing} onSaved={onSaved} />}
      </Dialog>
    </Section>
  );
}

const isSet = (limits: LimitsView): boolean => limits.isStopped || SUMS.some((name) => limits[name] !== null);

function Summary({ limits }: { limits: LimitsView }) {
  const t = useTranslations("spend.limits.summary");
  const { money } = useSpendWords();
  const parts = SUMS.flatMap((name) => (limits[name] === null ? [] : [t(name, { sum: money(limits[name]) })]));
  return [...parts, ...(limits.isStopped ? [t("stopped")] : [])].join(" · ");
}
