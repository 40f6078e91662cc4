"use client";

import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Alert } from "@/components/ui/alert";
import { Switch } from "@/components/ui/switch";
import { letViewersReviewAction } from "@/lib/teams/actions";

/** Whether viewers take part in reviews, or only look: the owners' choice. */
export function ViewersReview({ team, isAllowed }: { team: string; isAllowed: boolean }) {
  const t = useTranslations("teams.review");
  const { change, pending, error } = useChange();
  return (
    <div className="flex flex-col gap-1">
      <Switch
        checked={isAllowed}
        disabled={pending}
        label={t("label")}
        aria-describedby="viewers-review-hint"
        onCheckedChange={(isOn) => change(() => letViewersReviewAction(team, { isAllowed: isOn }))}
      />
      <p id="viewers-review-hint" className="text-sm text-pretty text-quiet">
        {t("hint")}
      </p>
      {error && <Alert>{error}</Alert>}
    </div>
  );
}
