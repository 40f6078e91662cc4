"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Check } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast-store";
import { markAlarmSeenAction } from "@/lib/studio/alarms/actions";
import { alarmsQuery } from "./query-options";

/** Puts away an alarm about something that happened; what is still going on has no such button. */
export function SeenButton({ team, id, name }: { team: string; id: string; name: string }) {
  const t = useTranslations("alarms");
  const queryClient = useQueryClient();
  const { run, pending } = useAction();
  return (
    <IconButton
      label={t("seen", { name })}
      size="sm"
      pending={pending}
      onClick={() =>
        run(
          async () => {
            const result = await markAlarmSeenAction(team, { id });
            if (!result.ok) toast({ title: t("notSeen"), tone: "failed" });
            return result;
          },
          () => void queryClient.invalidateQueries({ queryKey: alarmsQuery(team).queryKey, exact: true }),
        )
      }
    >
      <Check aria-hidden="true" />
    </IconButton>
  );
}
