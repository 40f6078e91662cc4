"use client";

import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Alert } from "@/components/ui/alert";
import { Switch } from "@/components/ui/switch";
import { showClipAction } from "@/lib/accounts/actions";

export function ShowClip({ isShown }: { isShown: boolean }) {
  const t = useTranslations("account.page.here");
  const { change, error } = useChange();
  return (
    <div className="flex flex-col gap-2">
      <Switch checked={isShown} onCheckedChange={(isOn) => change(() => showClipAction({ isShown: isOn }))} label={t("showClip")} />
      {error && <Alert>{error}</Alert>}
    </div>
  );
}
