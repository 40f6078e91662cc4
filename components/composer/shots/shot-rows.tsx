"use client";

import { Plus } from "@/components/ui/icons";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import type { MentionStyle } from "@/lib/models/mention-tokens";
import type { ShotProblem } from "@/lib/recipes/shots/plan-shots";
import { MAX_SHOTS } from "@/lib/recipes/shots/shot";
import { ShotRow } from "./shot-row";
import type { Shots } from "./use-shots";

interface ShotRowsProps {
  shots: Shots;
  language: MentionStyle;
  problems: readonly ShotProblem[];
}

/** Where the focus goes when the rows have changed. */
type Wanted = { id: string; what: string } | "add" | null;

/** The list itself: rows that are added, moved, removed and brought back, with the focus where the work goes on. */
export function ShotRows({ shots, language, problems }: ShotRowsProps) {
  const t = useTranslations("shots");
  const common = useTranslations("common");
  const { rows, isFull, set, move, remove, removed } = shots;
  const [said, setSaid] = useState("");
  const list = useRef<HTMLElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const wanted = useRef<Wanted>(null);

  useEffect(() => {
    const place = wanted.current;
    wanted.current = null;
    if (place === "add") add.current?.focus();
    else if (place) list.current?.querySelector<HTMLElement>(`[data-shot="${CSS.escape(place.id)}"] ${place.what}`)?.focus();
  }, [rows]);

  const onMove = useCallback(
    (id: string, by: -1 | 1) => {
      const at = rows.findIndex((shot) => shot.id === id) + by;
      if (at < 0 || at >= rows.length) return;
      wanted.current = { id, what: `[data-move="${by}"]` };
      move(id, by);
      setSaid(t("moved", { number: at + 1, count: rows.length }));
    },
    [rows, move, t],
  );
  const onRemove = useCallback(
    (id: string) => {
      const at = rows.findIndex((shot) => shot.id === id);
      const next = rows[at + 1] ?? rows[at - 1];
      wanted.current = next ? { id: next.id, what: "textarea" } : "add";
      remove(id);
      setSaid("");
    },
    [rows, remove],
  );

  return (
    <div className="flex min-w-0 flex-col gap-2">
      <section ref={list} aria-label={t("list")} className="flex flex-col gap-2">
        {rows.map((shot, index) => {
          const problem = problems.find(({ shotId }) => shotId === shot.id);
          return (
            <ShotRow
              key={shot.id}
              shot={shot}
              number={index + 1}
              count={rows.length}
              language={language}
              problem={problem && t(`problems.${problem.code}`, problem.values)}
              onChange={set}
              onMove={onMove}
              onRemove={onRemove}
              onSay={setSaid}
            />
          );
        })}
      </section>
      <p role="status" className="sr-only">
        {said}
      </p>
      {removed && (
        <p role="status" className="flex items-center gap-2 text-sm text-quiet">
          {t("removed", { number: removed.at + 1 })}
          <Button
            size="sm"
            onClick={() => {
              wanted.current = { id: removed.shot.id, what: "textarea" };
              shots.bringBack();
            }}
          >
            {common("undo")}
          </Button>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          ref={add}
          aria-disabled={isFull || undefined}
          onClick={() => {
            if (isFull) return;
            wanted.current = { id: shots.add(), what: "textarea" };
          }}
        >
          <Plus aria-hidden="true" />
          {t("add")}
        </Button>
        {isFull && <p className="text-xs text-quiet">{t("full", { limit: MAX_SHOTS })}</p>}
      </div>
    </div>
  );
}
