"use client";

import { late } from "@/components/ui/late";
import { Clapperboard } from "@/components/ui/icons";
import { Suspense, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import { newKey } from "@/components/data/new-key";
import { emptyShot } from "@/lib/recipes/shots/shot";
import { useEngine } from "../engine/composer-context";
import { quietButton } from "../prompt/quiet-button";

const ShotsDialog = late(async () => (await import("./shots-dialog")).default);

/** A first shot has the length at which three of them fill the usual clip. */
const FIRST_SECONDS = "5";

/** Opens the list of shots; one that is empty begins with a shot to fill in. */
export function ShotsButton() {
  const t = useTranslations("shots");
  const engine = useEngine();
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    const { shots } = engine.getSnapshot().state;
    if (!shots || shots.rows.length === 0)
      engine.dispatch({ type: "set", settings: { shots: { ...shots, rows: [emptyShot(newKey(), FIRST_SECONDS)] } } });
    setOpen(true);
  };
  return (
    <>
      <button type="button" aria-haspopup="dialog" className={quietButton} onClick={open}>
        <Clapperboard aria-hidden="true" />
        {t("open")}
      </button>
      {/* Beside the page and not inside the composer, which hides on a narrower screen. */}
      {isOpen &&
        createPortal(
          <Suspense>
            <ShotsDialog onClose={() => setOpen(false)} />
          </Suspense>,
          document.body,
        )}
    </>
  );
}
