"use client";

import { ListChecks } from "@/components/ui/icons";
import { type ReactNode, Suspense, useEffect, useRef, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ChosenBarProps } from "./chosen-bar";

const loadBar = () => import("./chosen-bar");
const ChosenBar = late(async () => (await loadBar()).default);

interface SelectionBarProps extends Omit<ChosenBarProps, "chosen" | "isFollowed"> {
  /** What stands beside the button that begins. */
  before?: ReactNode;
}

/** Begins to choose clips, and then what can be done with all that are chosen. It stands over the gallery and moves nothing. */
export function SelectionBar({ before, ...props }: SelectionBarProps) {
  const { selection } = props;
  const t = useTranslations("marks");
  const isOn = useSyncExternalStore(selection.subscribe, selection.readOn, () => false);
  const chosen = useSyncExternalStore(selection.subscribe, selection.readChosen, selection.readChosen);
  const start = useRef<HTMLButtonElement>(null);
  // The button that was pressed goes with its press: the focus goes on to what comes in its place.
  const isFollowed = useRef(false);
  useEffect(() => {
    if (isOn) return;
    if (isFollowed.current) start.current?.focus({ preventScroll: true });
    isFollowed.current = false;
  }, [isOn]);
  const load = (): void => void loadBar().catch(() => undefined);
  return (
    <>
      <VisuallyHidden role="status">{isOn && t("chosen", { count: chosen.size })}</VisuallyHidden>
      {isOn ? (
        <Suspense>
          <ChosenBar {...props} chosen={chosen} isFollowed={isFollowed} />
        </Suspense>
      ) : (
        <div className="relative z-10 flex h-0 items-start justify-end gap-1 pointer-fine:*:mt-1">
          {before}
          <Button
            ref={start}
            variant="quiet"
            className="pointer-coarse:min-h-11 max-sm:w-control max-sm:p-0 max-sm:pointer-coarse:w-11"
            title={t("select")}
            onPointerEnter={load}
            onFocus={load}
            onClick={() => {
              isFollowed.current = true;
              selection.start();
            }}
          >
            <ListChecks aria-hidden="true" />
            <span className="max-sm:sr-only">{t("select")}</span>
          </Button>
        </div>
      )}
    </>
  );
}
