"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { UserPlus } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Role } from "@/lib/access/callers/actor";
import { createInvitesAction } from "@/lib/teams/actions";
import { INVITE_DAYS, MOST_INVITED } from "@/lib/teams/invite-days";
import type { NewInviteView } from "@/lib/teams/view";
import { MadeInvites } from "./made-invites";
import { RoleSelect } from "./role-select";

interface InviteMakerProps {
  team: string;
  /** The reader's own role. */
  reader: Role;
  openInviteIds: readonly string[];
  /** Private projects that an invitation can open. */
  projects: readonly { id: string; name: string }[];
  /** Whether this studio can send mail. */
  mails: boolean;
}

/** Makes links for one person each, or mails them. They are shown here once: the server keeps only what recognises them. */
export function InviteMaker({ team, reader, openInviteIds, projects, mails }: InviteMakerProps) {
  const t = useTranslations("teams");
  const router = useRouter();
  const [role, setRole] = useState<Role>("creator");
  const [days, setDays] = useState<(typeof INVITE_DAYS)[number]>(7);
  const [addresses, setAddresses] = useState("");
  const [made, setMade] = useState<NewInviteView[]>([]);
  const emails = addresses.split(/[\s,;，；、]+/u).filter(Boolean);
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) =>
      createInvitesAction(team, {
        ...{ role, days, emails, projects: data.getAll("project").map(String) },
        count: Math.min(MOST_INVITED, Math.max(1, Math.trunc(Number(data.get("count")) || 1))),
      }),
    onDone: (invites) => {
      setMade(invites);
      setAddresses("");
      router.refresh();
    },
  });
  // Used or revoked, it lets nobody in any more.
  const open = made.filter(({ invite }) => openInviteIds.includes(invite.id));
  return (
    <form
      data-slot="invite-maker"
      noValidate
      method="post"
      onSubmit={onSubmit}
      className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-4"
    >
      <Field error={fieldError("emails")} hint={t(mails ? "invite.emailsHint" : "invite.noMail")}>
        <Label>{t("invite.emails")}</Label>
        <Textarea rows={2} value={addresses} autoComplete="off" spellCheck={false} onChange={(event) => setAddresses(event.target.value)} />
      </Field>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <Field>
          <Label>{t("invite.role")}</Label>
          <RoleSelect label={t("invite.role")} value={role} reader={reader} onValueChange={setRole} />
        </Field>
        <Field>
          <Label>{t("invite.expires")}</Label>
          <Select value={days} onChange={(event) => setDays(INVITE_DAYS.find((one) => one === Number(event.target.value)) ?? 7)}>
            {INVITE_DAYS.map((one) => (
              <option key={one} value={one}>
                {t("invite.inDays", { days: one })}
              </option>
            ))}
          </Select>
        </Field>
        {emails.length === 0 && (
          <Field error={fieldError("count")}>
            <Label>{t("invite.count")}</Label>
            <Input type="number" name="count" min={1} max={MOST_INVITED} defaultValue={1} className="w-24" />
          </Field>
        )}
      </div>
      <p className="text-sm text-pretty text-quiet">{t(`roles.${role}.may`)}</p>
      {projects.length > 0 && (
        <fieldset className="flex flex-col">
          <legend className="mb-1 text-sm font-medium">{t("invite.projects")}</legend>
          {projects.map(({ id, name }) => (
            <label key={id} className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
              <input type="checkbox" name="project" value={id} className="size-4 shrink-0 accent-tungsten" />
              <bdi className="truncate">{name}</bdi>
            </label>
          ))}
        </fieldset>
      )}
      {formError && <Alert>{formError}</Alert>}
      <Button type="submit" variant="primary" pending={pending} className="self-start">
        <UserPlus aria-hidden="true" />
        {t("invite.make", { count: emails.length })}
      </Button>
      {open.length > 0 && <MadeInvites made={open} />}
    </form>
  );
}
