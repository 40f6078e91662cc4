"use client";

import { KeyRound } from "@/components/ui/icons";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { removeProviderKeyAction, saveProviderKeyAction } from "@/lib/connections/actions";
import type { ProviderSettingsView } from "@/lib/connections/view";
import { HOSTS } from "@/lib/models/hosts";
import { Section } from "@/components/ui/section";

interface KeySectionProps {
  team: string;
  view: ProviderSettingsView;
  onChanged: (view: ProviderSettingsView) => void;
}

/** The key goes in and never comes out: what is shown of it are its last four characters. */
export function KeySection({ team, view, onChanged }: KeySectionProps) {
  const t = useTranslations("provider.key");
  const [isReplacing, setReplacing] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const hasForm = view.keySource === "none" || view.keySource === "studio" || (view.keySource === "settings" && isReplacing);
  return (
    <Section title={t("title")} description={t("description")}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="flex min-w-0 items-center gap-2 text-sm">
          <KeyRound aria-hidden="true" className="icon text-quiet" />
          <span className="tabular">
            {view.keyLastFour !== null ? t("present", { lastFour: view.keyLastFour }) : t(view.keySource === "studio" ? "studio" : "none")}
          </span>
        </p>
        {view.keySource === "settings" && (
          <div className="flex gap-2">
            {!isReplacing && <Button onClick={() => setReplacing(true)}>{t("replace")}</Button>}
            <Button variant="danger" onClick={() => setRemoving(true)}>
              {t("remove")}
            </Button>
          </div>
        )}
      </div>
      {view.keySource === "studio" && <p className="text-sm text-pretty text-quiet">{t("studioHint")}</p>}
      {view.keySource === "environment" && <p className="text-sm text-pretty text-quiet">{t("environment")}</p>}
      {hasForm && (
        <KeyForm
          team={team}
          provider={HOSTS[view.host].label}
          isReplacing={isReplacing}
          onCancel={isReplacing ? () => setReplacing(false) : null}
          onSaved={(saved) => {
            setReplacing(false);
            onChanged(saved);
          }}
        />
      )}
      {view.keyLastFour !== null && (
        <ConfirmDialog
          open={isRemoving}
          onClose={() => setRemoving(false)}
          title={t("removal.title", { lastFour: view.keyLastFour })}
          body={t("removal.body")}
          confirm={t("removal.confirm")}
          call={() => removeProviderKeyAction(team, {})}
          done={t("removed")}
          onDone={(saved) => {
            setReplacing(false);
            onChanged(saved);
          }}
        />
      )}
    </Section>
  );
}

interface KeyFormProps {
  team: string;
  /** What the service is called. */
  provider: string;
  isReplacing: boolean;
  onCancel: (() => void) | null;
  onSaved: (view: ProviderSettingsView) => void;
}

function KeyForm({ team, provider, isReplacing, onCancel, onSaved }: KeyFormProps) {
  const t = useTranslations("provider.key");
  const common = useTranslations("common");
  const form = useFormAction({
    submit: (data) => saveProviderKeyAction(team, { apiKey: String(data.get("apiKey") ?? "") }),
    onDone: (saved) => {
      toast({ title: t("saved"), tone: "ready" });
      onSaved(saved);
    },
  });
  return (
    <form onSubmit={form.onSubmit} className="flex flex-col gap-3">
      {form.formError && <Alert>{form.formError}</Alert>}
      <Field error={form.fieldError("apiKey")} hint={isReplacing ? t("replaceHint") : undefined}>
        <Label>{t("label", { provider })}</Label>
        <div className="flex flex-wrap gap-2">
          {/* Not the person's own password: no password manager has business here. */}
          <Input
            name="apiKey"
            type="password"
            required
            autoFocus={isReplacing}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-1p-ignore=""
            data-lpignore="true"
            className="flex-1 basis-56 font-mono"
          />
          <Button type="submit" variant="primary" pending={form.pending}>
            {t("save")}
          </Button>
          {onCancel && <Button onClick={onCancel}>{common("cancel")}</Button>}
        </div>
      </Field>
    </form>
  );
}
