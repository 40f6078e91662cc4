"use client";

import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Alert } from "@/components/ui/alert";
import { Switch } from "@/components/ui/switch";
import { lookForFacesAction, showClipAction } from "@/lib/accounts/actions";

const ACTIONS = {
  showClip: (isOn: boolean) => showClipAction({ isShown: isOn }),
  lookForFaces: (isOn: boolean) => lookForFacesAction({ isOn }),
} as const;

/** Something that a person has one way or the other for themselves. */
export function PersonalSwitch({ name, isOn }: { name: keyof typeof ACTIONS; isOn: boolean }) {
  const t = useTranslations("account.page.here");
  const { change, error } = useChange();
  return (
    <div className="flex flex-col gap-2">
      <Switch checked={isOn} onCheckedChange={(next) => change(() => ACTIONS[name](next))} label={t(name)} />
      {error && <Alert>{error}</Alert>}
    </div>
  );
}
