import { useEffect } from "react";
import type { SequenceEditor } from "./editor";

/** Ctrl or Cmd and Z takes a change back, with Shift, or Ctrl and Y, it comes again. A text field has an undo of its own. */
export function useUndoKeys(editor: SequenceEditor, mayChange: boolean): void {
  useEffect(() => {
    if (!mayChange) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
      if (event.target instanceof Element && event.target.closest("textarea, input:not([type=range])")) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) editor.undo();
      else if (key === "y" || key === "z") editor.redo();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [editor, mayChange]);
}
