"use client";

import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast-store";
import { shareProviderKeyAction } from "@/lib/connections/actions";
import type { ProviderSettingsView } from "@/lib/connections/view";
import { Section } from "@/components/ui/section";

interface KeySharingProps {
  team: string;
  isShared: boolean;
  onSaved: (view: ProviderSettingsView) => void;
}

/** For the operator: whether the other teams of the studio may spend with its key. */
export function KeySharing({ team, isShared, onSaved }: KeySharingProps) {
  const t = useTranslations("provider.sharing");
  const provider = useTranslations("provider");
  const { run, pending, error } = useAction();
  return (
    <Section title={t("title")} description={t("description")}>
      {error && <Alert>{error}</Alert>}
      <Switch
        label={t("label")}
        checked={isShared}
        disabled={pending}
        className="self-start"
        onCheckedChange={(next) =>
          run(
            () => shareProviderKeyAction(team, { isShared: next }),
            (saved) => {
              onSaved(saved);
              toast({ title: provider("saved"), tone: "ready" });
            },
          )
        }
      />
    </Section>
  );
}
