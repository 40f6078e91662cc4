import { type ReactNode, useDeferredValue } from "react";
import { useTranslations } from "use-intl";
import { useSwipe } from "./use-swipe";

const nothing = () => undefined;

/** What is known and said of the clip, beside the picture. Its place is there at once. @param isDrawn the picture has been: that is what was asked for */
export function PlayerAside({ isDrawn: isWanted, onHide, children }: { isDrawn: boolean; onHide: () => void; children: ReactNode }) {
  const t = useTranslations("viewer");
  const isDrawn = useDeferredValue(isWanted, false);
  const handle = useSwipe({ left: null, right: null, up: nothing, down: onHide, tap: onHide });
  return (
    <aside
      data-chrome=""
      aria-label={t("details")}
      className="w-90 shrink-0 overflow-y-auto overscroll-contain border-l border-line bg-canvas max-lg:h-1/2 max-lg:w-full max-lg:border-t max-lg:border-l-0"
    >
      <button
        type="button"
        aria-label={t("hideDetails")}
        onClick={onHide}
        {...handle}
        className="sticky top-0 z-10 flex h-7 w-full touch-none items-center justify-center bg-canvas lg:hidden"
      >
        <span aria-hidden="true" className="h-1 w-10 rounded-full bg-line-strong" />
      </button>
      {isDrawn && children}
    </aside>
  );
}
