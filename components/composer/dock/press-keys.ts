import type { KeyboardEvent } from "react";
import type { PressOptions } from "../engine/submission";

/** Ctrl or Cmd and Enter generates, with Shift it makes one more take; held down it is still one press. */
export const pressKeys =
  (onSubmit: (how: PressOptions) => void) =>
  (event: KeyboardEvent): void => {
    // While an input method composes, Enter picks a character.
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!event.repeat) onSubmit({ another: event.shiftKey });
  };
