import type { KeyboardEvent, SyntheticEvent } from "react";

/**
 * Composer and viewer listen to what happens inside them, and React tells them of a dialog in there: its keys must not
 * play and its end must not close the viewer.
 */
export const onItsOwn = (onClose: () => void) => ({
  onClose: (event: SyntheticEvent) => {
    event.stopPropagation();
    onClose();
  },
  onCancel: (event: SyntheticEvent) => event.stopPropagation(),
  onKeyDown: (event: KeyboardEvent) => event.stopPropagation(),
});
