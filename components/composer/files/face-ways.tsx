"use client";

import { Suspense, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { Button } from "@/components/ui/button";
import { useEngine } from "../engine/composer-context";
import type { KnownFile } from "./known-file";

const DIALOGS = {
  verify: late(async () => (await import("./person-dialog")).default),
  make: late(async () => (await import("./picture-dialog")).default),
} as const;

/** What can be done about the person in a picture: they verify themselves, or are made here instead. */
export function FaceWays({ file: { input, known } }: { file: KnownFile }) {
  const t = useTranslations("files.faces");
  const engine = useEngine();
  const { team, project } = engine;
  const [open, setOpen] = useState<keyof typeof DIALOGS | null>(null);
  // Both are the library's: without one there is neither.
  if (known.state === "notNeeded") return null;
  const { id, name, kind } = input.asset!;
  const onClose = () => setOpen(null);
  return (
    <>
      <Button size="sm" variant="secondary" aria-haspopup="dialog" aria-label={t("verifyFor", { name })} onClick={() => setOpen("verify")}>
        {t("verify")}
      </Button>
      {kind === "image" && (
        <Button size="sm" variant="secondary" aria-haspopup="dialog" aria-label={t("makeFor", { name })} onClick={() => setOpen("make")}>
          {t("make")}
        </Button>
      )}
      {open !== null &&
        createPortal(
          <Suspense>
            {open === "verify" ? (
              <DIALOGS.verify team={team} file={{ id, name }} onClose={onClose} />
            ) : (
              <DIALOGS.make
                team={team}
                projectId={project.id}
                name={name}
                onUse={(asset) =>
                  engine.dispatch({
                    type: "update",
                    key: input.key,
                    patch: { asset, name: asset.name, kind: "image", upload: null, previewUrl: null, measured: null },
                  })
                }
                onClose={onClose}
              />
            )}
          </Suspense>,
          document.body,
        )}
    </>
  );
}
