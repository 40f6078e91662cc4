import { useCallback, useState } from "react";
import { newKey } from "@/components/data/new-key";
import { emptyShot, MAX_SHOTS, type Shot } from "@/lib/recipes/shots/shot";
import { useComposerState, useEngine } from "../engine/composer-context";

const NO_SHOTS: readonly Shot[] = [];

/** Everything that is done to the rows of the list. They lie in the draft, so that a reload and another tab have them. */
export function useShots() {
  const engine = useEngine();
  const rows = useComposerState((state) => state.shots?.rows) ?? NO_SHOTS;
  /** The shot that was removed last, until something else is removed. */
  const [removed, setRemoved] = useState<{ shot: Shot; at: number } | null>(null);

  const write = useCallback(
    (change: (before: readonly Shot[]) => readonly Shot[]) => {
      const { shots } = engine.getSnapshot().state;
      engine.dispatch({ type: "set", settings: { shots: { ...shots, rows: change(shots?.rows ?? NO_SHOTS) } } });
    },
    [engine],
  );
  const set = useCallback(
    (id: string, part: Partial<Shot>) => write((before) => before.map((shot) => (shot.id === id ? { ...shot, ...part } : shot))),
    [write],
  );
  const move = useCallback(
    (id: string, by: -1 | 1) =>
      write((before) => {
        const at = before.findIndex((shot) => shot.id === id);
        const to = at + by;
        return at < 0 || to < 0 || to >= before.length ? before : before.with(at, before[to]!).with(to, before[at]!);
      }),
    [write],
  );
  const remove = useCallback(
    (id: string) =>
      write((before) => {
        const at = before.findIndex((shot) => shot.id === id);
        if (at >= 0) setRemoved({ shot: before[at]!, at });
        return before.toSpliced(at, at < 0 ? 0 : 1);
      }),
    [write],
  );
  return {
    rows,
    isFull: rows.length >= MAX_SHOTS,
    set,
    move,
    remove,
    /** @returns the id of the new shot, as long as the one before it */
    add(): string {
      const id = newKey();
      write((before) => [...before, emptyShot(id, before.at(-1)?.seconds)]);
      return id;
    },
    removed,
    bringBack(): void {
      if (removed) write((before) => before.toSpliced(removed.at, 0, removed.shot));
      setRemoved(null);
    },
  };
}

export type Shots = ReturnType<typeof useShots>;
