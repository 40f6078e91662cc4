"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Switch } from "@/components/ui/switch";
import { paths } from "@/lib/shared/paths";
import type { ActionResult } from "@/lib/shared/result";
import type { ResetLinkView } from "@/lib/teams/view";

interface ResetLinkDialogProps {
  /** Whose. */
  name: string;
  make: (endsSecondStep: boolean) => Promise<ActionResult<ResetLinkView>>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Whoever holds the link can be that person, so it is asked first, and shown once. */
export function ResetLinkDialog({ name, make, open, onOpenChange }: ResetLinkDialogProps) {
  const t = useTranslations("teams.reset");
  const common = useTranslations("common");
  const format = useFormatter();
  const { run, pending, error } = useAction();
  const [made, setMade] = useState<ResetLinkView>();
  const [endsSecondStep, setEndsSecondStep] = useState(false);
  function close(): void {
    onOpenChange(false);
    setMade(undefined);
    setEndsSecondStep(false);
  }
  const until = made && format.dateTime(new Date(made.expiresAt), { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
  return (
    <Dialog open={open} onOpenChange={close} title={t("title", { name })} description={t("body", { name })}>
      {!made && (
        <div className="flex flex-col items-start gap-1">
          <Switch checked={endsSecondStep} onCheckedChange={setEndsSecondStep} label={t("endsSecondStep")} />
          <p className="text-xs text-pretty text-quiet">{t(endsSecondStep ? "secondStepEnds" : "secondStepStays")}</p>
        </div>
      )}
      {made && (
        <div className="flex flex-col gap-2">
          <CopyField label={t("link")} value={`${window.location.origin}${paths.resetPassword(made.token)}`} />
          <p className="text-xs text-pretty text-quiet">{t("made", { date: until ?? "" })}</p>
        </div>
      )}
      {error && <Alert>{error}</Alert>}
      <DialogFooter>
        <Button onClick={close}>{made ? common("close") : common("cancel")}</Button>
        {!made && (
          <Button variant="primary" pending={pending} onClick={() => run(() => make(endsSecondStep), setMade)}>
            {t("make")}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
