"use client";

import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { removeProviderKeyAction } from "@/lib/connections/actions";
import type { ProviderSettingsView } from "@/lib/connections/view";

interface RemoveKeyDialogProps {
  team: string;
  lastFour: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onRemoved: (view: ProviderSettingsView) => void;
}

/** Without a key nothing real is made any more, so it is asked first. */
export function RemoveKeyDialog({ team, lastFour, open, onOpenChange, onRemoved }: RemoveKeyDialogProps) {
  const t = useTranslations("provider.key");
  const common = useTranslations("common");
  const { run, pending, error } = useAction();
  function remove() {
    run(
      () => removeProviderKeyAction(team, {}),
      (view) => {
        onOpenChange(false);
        toast({ title: t("removed") });
        onRemoved(view);
      },
    );
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("removal.title", { lastFour })} description={t("removal.body")}>
      {error && <Alert>{error}</Alert>}
      <DialogFooter>
        <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
        <Button variant="danger" pending={pending} onClick={remove}>
          {t("removal.confirm")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
