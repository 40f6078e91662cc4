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

interface ConfirmDialogProps<T> {
  open?: boolean;
  onClose: () => void;
  title: string;
  body: string;
  confirm: string;
  variant?: "primary" | "danger";
  /** False while something has to be chosen first. */
  isReady?: boolean;
  /** null: there is nothing to choose, and so nothing to confirm. */
  call: (() => Promise<ActionResult<T>>) | null;
  /** Said when it is done. */
  done?: string | undefined;
  /** What follows then; without it the page is shown anew. */
  onDone?: (data: T) => void;
  children?: ReactNode;
}

/** What is asked once more before it happens. A refusal is told in here. */
export function ConfirmDialog<T>(props: ConfirmDialogProps<T>) {
  const { open = true, onClose, title, body, confirm, variant = "danger", isReady = true, call, done, onDone, children } = props;
  const common = useTranslations("common");
  const router = useRouter();
  const { run, pending, error } = useAction();
  const finish = (data: T): void => {
    onClose();
    if (done) toast({ title: done });
    if (onDone) onDone(data);
    else router.refresh();
  };
  return (
    <Dialog open={open} onOpenChange={onClose} title={title} description={body}>
      {children}
      {error && <Alert>{error}</Alert>}
      <DialogFooter>
        <Button onClick={onClose}>{common(call ? "cancel" : "close")}</Button>
        {call && (
          <Button variant={variant} pending={pending} disabled={!isReady} onClick={() => run(call, finish)}>
            {confirm}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
