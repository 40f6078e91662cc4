import type { ReactNode } from "react";

/** Words that a finger has no use for: it neither drops nor pastes. */
export const forMouse = (words: ReactNode): ReactNode => <span className="pointer-coarse:hidden">{words}</span>;
