"use client";

import { ArrowUpToLine } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Button } from "@/components/ui/button";
import { moveUpAction } from "@/lib/queue/actions";

/** Puts a clip before the others of whoever made it. */
export function MoveUpButton({ team, id, name }: { team: string; id: string; name: string }) {
  const t = useTranslations("queue.line");
  const { change, pending, error } = useChange();
  return (
    <>
      <Button
        size="sm"
        pending={pending}
        aria-label={t("moveUp", { name })}
        onClick={() => change(() => moveUpAction(team, { id }), t("movedUp"))}
      >
        <ArrowUpToLine aria-hidden="true" />
        {t("moveUpShort")}
      </Button>
      {error && (
        <p role="alert" className="max-w-48 text-right text-xs text-pretty text-failed">
          {error}
        </p>
      )}
    </>
  );
}
