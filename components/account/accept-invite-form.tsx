"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { acceptInviteAction, joinTeamAction } from "@/lib/accounts/actions";
import type { InvitationView } from "@/lib/accounts/view";
import { paths } from "@/lib/shared/paths";
import { AccountForm } from "./account-form";
import { homePath } from "./home-path";
import { leaveFor } from "./leave-for";
import { ProviderButtons } from "./provider-buttons";
import { NewPersonFields, readPerson } from "./new-person-fields";
import { TextLink } from "./text-link";

interface AcceptInviteFormProps {
  token: string;
  invitation: InvitationView;
  date: string;
  providers: readonly { id: string; name: string }[];
  /** Who is signed in already and only has to say yes; null for somebody new. */
  user: { name: string; email: string } | null;
}

export function AcceptInviteForm({ token, invitation, date, providers, user }: AcceptInviteFormProps) {
  const t = useTranslations("account");
  const roles = useTranslations("teams.roles");
  const format = useFormatter();
  const form = useFormAction({
    submit: (data) => (user ? joinTeamAction({ token }) : acceptInviteAction({ ...readPerson(data), token })),
    onDone: (home) => leaveFor(homePath(home)),
  });
  return (
    <AccountForm
      scene={t("invite.scene")}
      title={t("invite.title", { team: invitation.teamName })}
      description={t("invite.description", {
        person: invitation.invitedBy,
        role: roles(`${invitation.role}.name`),
        date: format.dateTime(new Date(invitation.expiresAt), { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" }),
      })}
      submitLabel={user ? t("invite.join", { name: user.name }) : t("invite.submit")}
      date={date}
      form={form}
      after={!user && <ProviderButtons providers={providers} returnTo={paths.invite(token)} words="signIn" className="w-full" />}
      footer={
        user
          ? t("invite.signedInAs", { email: user.email })
          : t.rich("invite.haveAccount", {
              link: (words) => <TextLink href={paths.signIn(paths.invite(token))}>{words}</TextLink>,
            })
      }
    >
      {!user && <NewPersonFields fieldError={form.fieldError} />}
    </AccountForm>
  );
}
