"use client";

import { lazy, Suspense, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import { useLookAgain } from "@/components/assets/use-file-states";
import { useAction } from "@/components/data/use-action";
import { Button } from "@/components/ui/button";
import { CircleUser } from "@/components/ui/icons";
import { acceptFacesAction } from "@/lib/assets/actions";
import { useEngine } from "../engine/composer-context";
import type { KnownFile } from "./known-file";

const PersonDialog = lazy(() => import("./person-dialog"));

/** A picture with a face in it: what may happen, before anything of it is sent, and the ways out. */
export function FaceLine({ file: { input, label, known } }: { file: KnownFile }) {
  const t = useTranslations("files.faces");
  const { team } = useEngine();
  const { run, pending, error } = useAction();
  const lookAgain = useLookAgain(team);
  const [isVerifying, setVerifying] = useState(false);
  const { id, name } = input.asset!;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <CircleUser aria-hidden="true" className="icon text-uncertain" />
      <span className="min-w-0 flex-1 basis-64 text-pretty">
        {t("seen", { label })}
        {error && <span className="block text-xs text-failed">{error}</span>}
      </span>
      <span className="flex flex-wrap gap-1">
        {known.state !== "notNeeded" && (
          <Button
            size="sm"
            variant="secondary"
            aria-haspopup="dialog"
            aria-label={t("verifyFor", { name })}
            onClick={() => setVerifying(true)}
          >
            {t("verify")}
          </Button>
        )}
        <Button
          size="sm"
          variant="secondary"
          disabled={pending}
          aria-label={t("goOnWith", { name })}
          onClick={() => run(() => acceptFacesAction(team, { id }), lookAgain)}
        >
          {t("goOn")}
        </Button>
      </span>
      {isVerifying &&
        createPortal(
          <Suspense>
            <PersonDialog team={team} file={{ id, name }} onClose={() => setVerifying(false)} />
          </Suspense>,
          document.body,
        )}
    </li>
  );
}
