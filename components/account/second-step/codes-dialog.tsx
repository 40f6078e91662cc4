"use client";

import { useTranslations } from "use-intl";
import { Button, buttonVariants } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import type { RecoveryCodesView } from "@/lib/accounts/second-step/view";

/** The recovery codes, the only time that they are shown. */
export function CodesDialog({ made, onClose }: { made: RecoveryCodesView | undefined; onClose: () => void }) {
  const t = useTranslations("account.page.authenticator.codes");
  const text = `${made?.codes.join("\n")}\n`;
  return (
    <Dialog open={made !== undefined} onOpenChange={onClose} title={t("title")} description={t("body")}>
      <ul
        aria-label={t("title")}
        className="grid grid-cols-[repeat(auto-fill,minmax(min(11rem,100%),1fr))] gap-x-4 gap-y-1.5 font-mono text-sm"
      >
        {made?.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="dailies-recovery-codes.txt"
          className={buttonVariants({ variant: "secondary" })}
        >
          {t("download")}
        </a>
      </div>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          {t("close")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
