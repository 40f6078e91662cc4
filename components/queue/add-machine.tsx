"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { addMachineAction } from "@/lib/studio/actions";

/** For whoever runs the studio: the word that makes one more machine a part of it. */
export function AddMachine({ team }: { team: string }) {
  const t = useTranslations("queue.machine");
  const common = useTranslations("common");
  const [join, setJoin] = useState<{ code: string; minutes: number } | null>(null);
  const { run, pending, error } = useAction();
  return (
    <>
      <Button size="sm" pending={pending} onClick={() => run(() => addMachineAction(team, {}), setJoin)}>
        {t("button")}
      </Button>
      {error && <Alert>{error}</Alert>}
      <Dialog open={join !== null} onOpenChange={(open) => open || setJoin(null)} title={t("title")} description={t("body")}>
        <CopyField label={t("command")} value={`npm run join -- ${join?.code ?? ""}`} />
        <p className="text-sm text-quiet">{t("until", { minutes: join?.minutes ?? 0 })}</p>
        <DialogFooter>
          <Button onClick={() => setJoin(null)}>{common("close")}</Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
