"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { toast } from "@/components/ui/toast-store";
import {
  getWebhookAction,
  removeWebhookAction,
  renewWebhookSecretAction,
  saveWebhookAction,
  testWebhookAction,
} from "@/lib/notifications/webhooks/actions";
import { WEBHOOK_EVENTS, type WebhookEvent } from "@/lib/notifications/webhooks/events";
import type { DeliveryView, SavedWebhookView, WebhookView } from "@/lib/notifications/webhooks/view";
import type { ProjectView } from "@/lib/projects/view";

interface WebhookDialogProps {
  team: string;
  project: ProjectView;
  onClose: () => void;
}

/** To which address a project's events are sent, and what came of it. */
export function WebhookDialog({ team, project, onClose }: WebhookDialogProps) {
  const t = useTranslations("projects.webhook");
  const errors = useTranslations("errors");
  const queryClient = useQueryClient();
  const queryKey = ["webhook", team, project.id];
  const { data } = useQuery({ queryKey, queryFn: () => getWebhookAction(team, { id: project.id }), gcTime: 0 });
  const [secret, setSecret] = useState<string | null>(null);
  const show = ({ webhook, secret: made }: SavedWebhookView): void => {
    queryClient.setQueryData(queryKey, { ok: true, data: webhook });
    if (made !== null || webhook === null) setSecret(made);
  };
  return (
    <Dialog open onOpenChange={onClose} title={t("title", { name: project.name })} description={t("note")}>
      {secret !== null && (
        <div role="status" className="flex flex-col gap-1.5">
          <CopyField label={t("secret")} value={secret} />
          <p className="text-xs text-quiet">{t("secretNote")}</p>
        </div>
      )}
      {data?.ok && <WebhookForm team={team} project={project} webhook={data.data} onChanged={show} onClose={onClose} />}
      {data?.ok === false && <Alert>{errors(data.error.code)}</Alert>}
      {!data && <Spinner className="self-center" />}
    </Dialog>
  );
}

/** Keys of words have no dots. */
const keyOf = (event: WebhookEvent) => event.replace(".", "_") as "generation_ready";

interface WebhookFormProps extends WebhookDialogProps {
  webhook: WebhookView | null;
  onChanged: (saved: SavedWebhookView) => void;
}

function WebhookForm({ team, project: { id, name }, webhook, onChanged, onClose }: WebhookFormProps) {
  const t = useTranslations("projects.webhook");
  const common = useTranslations("common");
  const { run, pending: isBusy, error } = useAction();
  const { onSubmit, pending, formError } = useFormAction({
    submit: (data) =>
      saveWebhookAction(team, {
        id,
        url: String(data.get("url")),
        events: WEBHOOK_EVENTS.filter((event) => data.getAll("event").includes(event)),
      }),
    onDone: (saved) => {
      onChanged(saved);
      toast({ title: t("saved", { name }) });
    },
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      {webhook?.isOn === false && <Alert>{t("off")}</Alert>}
      <Field>
        <Label>{t("url")}</Label>
        <Input name="url" type="url" required defaultValue={webhook?.url ?? ""} placeholder="https://" maxLength={2000} />
      </Field>
      <fieldset className="flex flex-col">
        <legend className="mb-1 text-sm font-medium">{t("events")}</legend>
        {WEBHOOK_EVENTS.map((event) => (
          <label key={event} className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
            <input
              type="checkbox"
              name="event"
              value={event}
              defaultChecked={webhook?.events.includes(event) ?? true}
              className="size-4 shrink-0 accent-tungsten"
            />
            {t(`event.${keyOf(event)}`)}
            <code className="ml-auto truncate text-xs text-quiet">{event}</code>
          </label>
        ))}
      </fieldset>
      {formError && <Alert>{formError}</Alert>}
      {webhook && <Deliveries deliveries={webhook.deliveries} />}
      {webhook && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" pending={isBusy} onClick={() => run(() => testWebhookAction(team, { id }), onChanged)}>
            {t("test")}
          </Button>
          <Button size="sm" pending={isBusy} onClick={() => run(() => renewWebhookSecretAction(team, { id }), onChanged)}>
            {t("renew")}
          </Button>
          <Button size="sm" variant="danger" pending={isBusy} onClick={() => run(() => removeWebhookAction(team, { id }), onChanged)}>
            {t("remove")}
          </Button>
        </div>
      )}
      {error && <Alert>{error}</Alert>}
      <DialogFooter>
        <Button onClick={onClose}>{common("close")}</Button>
        <Button type="submit" variant="primary" pending={pending}>
          {t("save")}
        </Button>
      </DialogFooter>
    </form>
  );
}

function Deliveries({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const t = useTranslations("projects.webhook");
  const format = useFormatter();
  return (
    <section aria-label={t("deliveries")} className="flex flex-col gap-1">
      <h3 className="text-sm font-medium">{t("deliveries")}</h3>
      {deliveries.length === 0 && <p className="text-sm text-quiet">{t("none")}</p>}
      <ul className="max-h-40 divide-y divide-line overflow-y-auto">
        {deliveries.map((one) => (
          <li key={one.id} className="flex flex-wrap justify-between gap-x-3 py-1 text-xs">
            <code>{one.event}</code>
            <span className="text-quiet">{wordsOf(one, t)}</span>
            <time dateTime={one.at} className="text-quiet tabular">
              {format.dateTime(new Date(one.at), { dateStyle: "short", timeStyle: "short" })}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordsOf({ isTaken, status, problem, tries }: DeliveryView, t: ReturnType<typeof useTranslations<"projects.webhook">>): string {
  if (isTaken) return t("taken", { status: status ?? 0 });
  if (status !== null) return t("answered", { status, tries });
  if (problem === "forbiddenAddress" || problem === "badUrl") return t("refused");
  return problem === null ? t("waiting") : t("unreached", { tries });
}
