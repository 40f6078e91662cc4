import { useCallback, useMemo, useState } from "react";
import { sendPresses } from "@/components/data/send-presses";
import type { SubmitInput } from "@/lib/generations/schema";
import type { Surface } from "@/lib/models/catalog";
import type { AssetView } from "@/lib/assets/view";
import { type Column } from "@/lib/recipes/table/columns";
import { type BatchRow, keyOfRow, type PlannedRow, sumOf } from "@/lib/recipes/table/plan-rows";
import type { RowRecipe } from "@/lib/recipes/table/read-cells";
import type { ActionError } from "@/lib/shared/result";
import { countThatFit, toDraft } from "./batch-requests";
import { type BatchKind, type BatchPlace, readBatch, type StoredBatch, storeBatch } from "./stored-batch";
import { useBatchFiles } from "./use-batch-files";
import { useCheckedRows } from "./use-checked-rows";

export interface BatchOptions extends BatchPlace {
  kind: BatchKind;
  surface: Surface;
  /** What the composer holds: it fills in where a row says nothing. */
  base: RowRecipe;
}

export interface ShownRow extends PlannedRow {
  cells: BatchRow["cells"];
  /** The project has this very clip, or is about to. */
  isMade: boolean;
  /** The line of an earlier row that asks for exactly the same. */
  sameAs: number | null;
  isTaken: boolean;
}

/** What the last press came to, or a check; after all but `lost` nothing was sent. */
export type PressAnswer = { code: "lost" | "unchecked" | "pricesChanged" | "madeMeanwhile" } | ActionError;

/** A batch from its rows to the press: planned in this browser, checked and sent by the studio. */
export function useBatch({ kind, surface, base, ...place }: BatchOptions) {
  const { team, projectId, userId } = place;
  const [batch, setBatch] = useState<StoredBatch | null>(() => readBatch(kind, place));
  /** What "Start over" put away. */
  const [putAway, setPutAway] = useState<StoredBatch | null>(null);
  const [answer, setAnswer] = useState<PressAnswer | null>(null);
  /** The rows of the last press, in its order: its answer speaks of them, whatever is ticked meanwhile. */
  const [asked, setAsked] = useState<readonly PlannedRow[]>([]);
  const [lost, setLost] = useState<ReadonlySet<string>>(new Set());
  const [isSending, setSending] = useState(false);
  const rows = useMemo(() => batch?.rows ?? [], [batch]);
  const ticks = batch?.ticks;
  const here = useMemo(() => base.files.map(({ asset }): AssetView => asset), [base]);
  const files = useBatchFiles(team, rows, here);

  const checked = useCheckedRows({ place, rows, files, base, surface });
  const { check, planned, sound, made } = checked;

  const shown = useMemo((): ShownRow[] => {
    const lines = new Map<string, number>();
    return planned.map((row, index) => {
      const key = keyOfRow(row);
      const sameAs = lines.get(key) ?? null;
      if (sameAs === null) lines.set(key, row.line);
      const isMade = made.has(row.id);
      const isSound = row.problems.length === 0;
      const isTaken = isSound && (ticks?.[row.id] ?? (!isMade && sameAs === null));
      return { ...row, cells: rows[index]!.cells, isMade, sameAs: isSound ? sameAs : null, isTaken };
    });
  }, [planned, rows, made, ticks]);
  const taken = useMemo(() => shown.filter(({ isTaken }) => isTaken), [shown]);
  const bad = shown.length - sound.length;
  const presses = useMemo(() => taken.map((row): SubmitInput => ({ id: row.id, projectId, draft: toDraft(row) })), [taken, projectId]);
  const most = useMemo(() => Math.min(check?.room ?? 0, countThatFit(presses)), [check, presses]);

  const keep = useCallback(
    (next: StoredBatch | null) => {
      storeBatch(kind, { team, projectId, userId }, next);
      setBatch(next);
    },
    [kind, team, projectId, userId],
  );
  const change = (next: StoredBatch | null) => {
    keep(next);
    setPutAway(null);
    setAnswer(null);
  };
  const tick = (ids: readonly string[], isTaken: boolean) =>
    batch && keep({ ...batch, ticks: { ...batch.ticks, ...Object.fromEntries(ids.map((id) => [id, isTaken])) } });

  /** @returns how many clips it made; null where nothing is certain or something stands against it */
  async function press(): Promise<number | null> {
    if (isSending || !check) return null;
    setSending(true);
    setAnswer(null);
    setAsked(taken);
    try {
      // Rows whose answer was lost go again as they are: what was bought under their ids is what comes back.
      const isRepeated = presses.length === lost.size && presses.every(({ id }) => lost.has(id));
      if (!isRepeated) {
        const again = await checked.ask(taken);
        if ("problem" in again) {
          setAnswer(again.problem);
          return null;
        }
        const { found } = again;
        const isDearer = JSON.stringify(found.prices) !== JSON.stringify(check.prices);
        const isMadeMeanwhile = taken.some(({ id, isMade }, index) => found.isMade[index] && !isMade && !ticks?.[id]);
        if (isDearer || isMadeMeanwhile) {
          setAnswer({ code: isDearer ? "pricesChanged" : "madeMeanwhile" });
          checked.correct(taken, found);
          return null;
        }
      }
      const result = await sendPresses(team, { presses });
      if (!result) {
        setLost(new Set(presses.map(({ id }) => id)));
        setAnswer({ code: "lost" });
        return null;
      }
      setLost(new Set());
      if (!result.ok) {
        setAnswer(result.error);
        return null;
      }
      const sent = new Set(presses.map(({ id }) => id));
      // What was left out, for its problems or for want of room, is kept for the next press.
      const kept = rows.filter(({ id }) => !sent.has(id) && !made.has(id));
      change(batch && kept.length > 0 ? { ...batch, rows: kept } : null);
      return result.data.length;
    } finally {
      setSending(false);
    }
  }

  return {
    batch,
    shown,
    taken,
    bad,
    leavesOut: batch?.leavesOut ?? false,
    setLeavesOut: (leavesOut: boolean) => batch && keep({ ...batch, leavesOut }),
    room: check?.room ?? 0,
    most,
    sum: sumOf(taken),
    isChecked: check !== null,
    unchecked: checked.unchecked,
    checkAgain: checked.checkAgain,
    isSending,
    answer,
    asked,
    files,
    begin: change,
    startOver: () => {
      change(null);
      setPutAway(batch);
    },
    putAway,
    mend: (id: string, column: Column, value: string) =>
      batch &&
      change({ ...batch, rows: batch.rows.map((row) => (row.id === id ? { ...row, cells: { ...row.cells, [column]: value } } : row)) }),
    remove: (id: string) => {
      const left = rows.filter((row) => row.id !== id);
      change(batch && left.length > 0 ? { ...batch, rows: left } : null);
    },
    tick,
    press,
  };
}

export type Batch = ReturnType<typeof useBatch>;
