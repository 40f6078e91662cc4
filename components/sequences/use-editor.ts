import { useEffect, useState, useSyncExternalStore } from "react";
import { useLiveReconnect, useLiveUpdates } from "@/components/data/live-updates";
import { holdReload, reach } from "@/components/data/outdated";
import { saveSequenceAction } from "@/lib/sequences/actions";
import type { SequenceView } from "@/lib/sequences/view";
import { type EditorState, SequenceEditor } from "./editor";
import { fetchSequence } from "./query-options";

/** The editor of one sequence, told of what others make of it. */
export function useEditor(team: string, view: SequenceView, mayChange: boolean): { editor: SequenceEditor; state: EditorState } {
  const [editor] = useState(
    () => new SequenceEditor(view, (content, version) => reach(saveSequenceAction(team, { id: view.id, content, version }))),
  );
  const look = (): void => void fetchSequence(team, editor.id).then(editor.receive, () => undefined);
  useLiveUpdates("sequence", (id) => id === editor.id && look());
  // A clip of it may have come, been trashed, or been named.
  useLiveUpdates("generation", (id) => {
    if (editor.read().content.items.some((item) => item.kind === "clip" && item.generationId === id)) look();
  });
  useLiveReconnect(look);
  // The browser's Back shows the page as it was when it was opened.
  useEffect(() => void fetchSequence(team, editor.id).then(editor.receive, () => undefined), [team, editor]);
  useEffect(() => {
    if (!mayChange) return;
    editor.resume();
    const isUnsafe = (): boolean => !editor.isSafe();
    const release = holdReload(isUnsafe);
    addEventListener("pagehide", editor.leave);
    return () => {
      release();
      removeEventListener("pagehide", editor.leave);
      editor.leave();
    };
  }, [editor, mayChange]);
  return { editor, state: useSyncExternalStore(editor.subscribe, editor.read, editor.read) };
}
