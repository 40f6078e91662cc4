"use client";

import { ArrowUpToLine } from "@/components/ui/icons";
import { useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Button } from "@/components/ui/button";
import { moveUpAction } from "@/lib/queue/actions";

/** Puts a clip before the others of whoever made it. */
export function MoveUpButton({ team, id, name }: { team: string; id: string; name: string }) {
  const t = useTranslations("queue.line");
  const { change, pending, error } = useChange();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      // What is first has no such button: the focus goes on to the next one of its row.
      if (own && own === document.activeElement) own.closest("li")?.querySelector<HTMLElement>("button:last-of-type")?.focus();
    };
  }, []);
  return (
    <>
      <Button
        ref={button}
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
