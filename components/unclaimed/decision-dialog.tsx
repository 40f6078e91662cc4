"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast-store";
import type { ActionResult } from "@/lib/shared/result";

interface DecisionDialogProps {
  title: string;
  body: string;
  confirm: string;
  /** Said when it is done. */
  done: string;
  variant?: "primary" | "danger";
  /** False while something has to be chosen first. */
  isReady?: boolean;
  /** null: there is nothing to choose, and so nothing to confirm. */
  onDecide: (() => Promise<ActionResult<unknown>>) | null;
  onClose: () => void;
  children?: ReactNode;
}

/** What every decision about an entry has in common: it is asked once more, it may be refused, and the page follows. */
export function DecisionDialog({
  title,
  body,
  confirm,
  done,
  variant = "primary",
  isReady = true,
  onDecide,
  onClose,
  children,
}: DecisionDialogProps) {
  const common = useTranslations("common");
  const router = useRouter();
  const { run, pending, error } = useAction();
  const decide = () => {
    if (!onDecide) return;
    run(onDecide, () => {
      onClose();
      toast({ title: done });
      router.refresh();
    });
  };
  return (
    <Dialog open onOpenChange={onClose} title={title} description={body}>
      {children}
      {error && <Alert>{error}</Alert>}
      <DialogFooter>
        <Button onClick={onClose}>{common(onDecide ? "cancel" : "close")}</Button>
        {onDecide && (
          <Button variant={variant} pending={pending} disabled={!isReady} onClick={decide}>
            {confirm}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
