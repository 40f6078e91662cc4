"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { cancelGenerationAction } from "@/lib/generations/actions";
import { queueCountsQuery, queueQuery } from "./query-options";

/** Stops what has not begun. Nothing is asked first: it costs nothing, and the request can be made again from its card. */
export function CancelButton({ team, id, name }: { team: string; id: string; name: string }) {
  const t = useTranslations("queue");
  const gallery = useTranslations("gallery");
  const queryClient = useQueryClient();
  const { run, pending, error } = useAction();
  const cancel = () =>
    run(
      () => cancelGenerationAction(team, { id }),
      () => {
        toast({ title: gallery("cancelled") });
        void queryClient.invalidateQueries({ queryKey: queueQuery(team).queryKey, exact: true });
        void queryClient.invalidateQueries({ queryKey: queueCountsQuery(team).queryKey, exact: true });
      },
    );
  return (
    <>
      <Button size="sm" pending={pending} aria-label={t("cancel", { name })} onClick={cancel}>
        {gallery("cancel")}
      </Button>
      {error && (
        <p role="alert" className="max-w-48 text-right text-xs text-pretty text-failed">
          {error}
        </p>
      )}
    </>
  );
}
