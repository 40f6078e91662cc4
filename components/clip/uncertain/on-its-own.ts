import type { KeyboardEvent, SyntheticEvent } from "react";

/**
 * The viewer, which shows this card too, listens to what happens inside it, and React tells it of a dialog in there: its
 * keys must not play and its end must not close the viewer.
 */
export const onItsOwn = (onClose: () => void) => ({
  onClose: (event: SyntheticEvent) => {
    event.stopPropagation();
    onClose();
  },
  onCancel: (event: SyntheticEvent) => event.stopPropagation(),
  onKeyDown: (event: KeyboardEvent) => event.stopPropagation(),
});
