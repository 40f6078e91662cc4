"use client";

import { useTranslations } from "use-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { SequenceEditor } from "./editor";

/** Two made something else of it at the same time: one of the two stays, and a person says which. */
export function Conflict({ editor }: { editor: SequenceEditor }) {
  const t = useTranslations("sequences.conflict");
  return (
    <Alert>
      <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="min-w-0 flex-1 basis-64">{t("body")}</span>
        <span className="flex gap-2">
          <Button size="sm" onClick={editor.keepMine}>
            {t("mine")}
          </Button>
          <Button size="sm" onClick={editor.takeTheirs}>
            {t("theirs")}
          </Button>
        </span>
      </span>
    </Alert>
  );
}
