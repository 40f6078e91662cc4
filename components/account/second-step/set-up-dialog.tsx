"use client";

import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { confirmAuthenticatorAction } from "@/lib/accounts/actions";
import type { NewAuthenticatorView, RecoveryCodesView } from "@/lib/accounts/second-step/view";
import type { Proven } from "./use-proof";

interface SetUpDialogProps {
  /** What the app is to be given; undefined: closed. */
  begun: NewAuthenticatorView | undefined;
  proven: Proven;
  onClose: () => void;
  onMade: (codes: RecoveryCodesView) => void;
}

/** The app gets the secret, and shows by a first code that it has it. */
export function SetUpDialog({ begun, onClose, ...form }: SetUpDialogProps) {
  const t = useTranslations("account.page.authenticator.dialog");
  return (
    <Dialog open={begun !== undefined} onOpenChange={onClose} title={t("title")} description={t("body")}>
      {begun && <SetUpForm begun={begun} onClose={onClose} {...form} />}
    </Dialog>
  );
}

function SetUpForm({ begun, proven, onClose, onMade }: SetUpDialogProps & { begun: NewAuthenticatorView }) {
  const t = useTranslations("account.page.authenticator.dialog");
  const common = useTranslations("common");
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => proven(() => confirmAuthenticatorAction({ code: String(data.get("code") ?? "") })),
    onDone: onMade,
  });
  const { size, path } = begun.code;
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      {/* Black on white in both themes: cameras do not read it the other way round. */}
      <svg role="img" aria-label={t("picture")} viewBox={`0 0 ${size} ${size}`} className="w-52 max-w-full self-center rounded-md bg-white">
        <path d={path} className="fill-black" />
      </svg>
      <div role="group" aria-label={t("secret")} className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{t("secret")}</span>
        <div className="flex items-center gap-2">
          <code className="min-w-0 flex-1 font-mono text-sm">{begun.secret}</code>
          <CopyButton text={begun.secret.replaceAll(" ", "")} />
        </div>
      </div>
      <a href={begun.uri} className={buttonVariants({ variant: "quiet" })}>
        {t("open")}
      </a>
      <Field error={fieldError("code")} hint={t("hint")}>
        <Label>{t("code")}</Label>
        <Input name="code" inputMode="numeric" autoComplete="one-time-code" spellCheck={false} required className="font-mono" />
      </Field>
      {formError && <Alert>{formError}</Alert>}
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" pending={pending}>
          {t("submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
