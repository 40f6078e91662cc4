import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { Badge } from "@/components/ui/badge";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import type { ChoicesView } from "@/lib/notifications/view";
import type { PasskeysView } from "@/lib/accounts/passkeys/view";
import type { SecondStepView } from "@/lib/accounts/second-step/view";
import type { IdentitiesView } from "@/lib/accounts/outside/view";
import type { AccessView, ProvableView, SessionView } from "@/lib/accounts/view";
import type { AppErrorCode } from "@/lib/shared/errors";
import { Alert } from "@/components/ui/alert";
import { IdentitiesSection } from "./outside/identities-section";
import { ChangePasswordForm } from "./change-password-form";
import { NotificationChoices } from "./notification-choices";
import { PasskeysSection } from "./passkeys/passkeys-section";
import { PersonalSwitch } from "./personal-switch";
import { AuthenticatorSection } from "./second-step/authenticator-section";
import { SelfNameForm } from "./self-name-form";
import { EndSessionButton, SignOutEverywhere } from "./session-buttons";

interface AccountPanelProps {
  user: { name: string; email: string };
  sessions: SessionView[];
  access: AccessView[];
  person: ProvableView;
  identities: IdentitiesView;
  /** What stood against what was begun here and led elsewhere. */
  refused: AppErrorCode | null;
  passkeys: PasskeysView;
  secondStep: SecondStepView;
  /** Others see which clip this person looks at. */
  showsClip: boolean;
  /** This person is told of faces in pictures; null: nobody is, here. */
  looksForFaces: boolean | null;
  notifications: ChoicesView;
  /** Their teams. */
  children: ReactNode;
}

/** What a person may know and change of their own account. */
export async function AccountPanel({
  user,
  sessions,
  access,
  person,
  identities,
  refused,
  passkeys,
  secondStep,
  showsClip,
  looksForFaces,
  notifications,
  children,
}: AccountPanelProps) {
  const [t, errors, format] = await Promise.all([getTranslations("account.page"), getTranslations("errors"), getFormatter()]);
  const moment = (iso: string) =>
    format.dateTime(new Date(iso), { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  return (
    <div data-slot="account-panel" className="flex w-full max-w-[60rem] flex-col gap-8 py-8 gutter">
      <PageHeader title={t("title")} description={user.email} />
      {refused && <Alert>{errors(refused)}</Alert>}
      <Section title={t("you")}>
        <SelfNameForm name={user.name} />
      </Section>
      {children}
      <Section title={t("here.title")} description={t("here.description")}>
        <PersonalSwitch name="showClip" isOn={showsClip} />
      </Section>
      {looksForFaces !== null && (
        <Section title={t("faces.title")} description={t("faces.description")}>
          <PersonalSwitch name="lookForFaces" isOn={looksForFaces} />
        </Section>
      )}
      <Section id="notifications" title={t("notifications.title")} description={t("notifications.description")}>
        <NotificationChoices {...notifications} />
      </Section>
      <Section title={t("password.title")} description={t(person.hasPassword ? "password.description" : "password.none")}>
        <ChangePasswordForm person={person} />
      </Section>
      {(identities.identities.length > 0 || identities.providers.length > 0) && (
        <Section title={t("outside.title")} description={t("outside.description")}>
          <IdentitiesSection person={person} {...identities} />
        </Section>
      )}
      <Section title={t("passkeys.title")} description={t("passkeys.description")}>
        <PasskeysSection {...person} {...passkeys} />
      </Section>
      <Section title={t("authenticator.title")} description={t("authenticator.description")}>
        <AuthenticatorSection {...person} secondStep={secondStep} />
      </Section>
      <Section title={t("sessions.title")} description={t("sessions.description")}>
        <ul aria-label={t("sessions.title")} className="divide-y divide-line rounded-lg border border-line bg-surface">
          {sessions.map((session) => (
            <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
              <div className="min-w-0 flex-1">
                <p className="flex min-w-0 items-center gap-2 text-base font-medium">
                  <span className="truncate">{session.browser ?? t("sessions.unknown")}</span>
                  {session.isThis && <Badge>{t("sessions.this")}</Badge>}
                </p>
                <p className="text-xs text-pretty text-quiet">
                  {t("sessions.when", { started: moment(session.startedAt), seen: moment(session.lastSeenAt) })}
                </p>
              </div>
              {!session.isThis && <EndSessionButton id={session.id} browser={session.browser ?? t("sessions.unknown")} />}
            </li>
          ))}
        </ul>
        <SignOutEverywhere />
      </Section>
      <Section title={t("log.title")} description={t("log.description")}>
        <ul aria-label={t("log.title")} className="divide-y divide-line rounded-lg border border-line bg-surface">
          {access.map((event) => (
            <li key={event.id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2 text-sm">
              <span>{t(`log.kinds.${event.kind}`)}</span>
              <span className="text-xs text-quiet">{[event.network, moment(event.at)].filter(Boolean).join(" · ")}</span>
            </li>
          ))}
          {access.length === 0 && <li className="px-4 py-3 text-sm text-quiet">{t("log.empty")}</li>}
        </ul>
      </Section>
    </div>
  );
}

function Section({ id, title, description, children }: { id?: string; title: string; description?: string; children: ReactNode }) {
  return (
    <section id={id} aria-label={title} className="flex flex-col gap-3">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        {description && <p className="mt-1 text-sm text-pretty text-quiet">{description}</p>}
      </div>
      {children}
    </section>
  );
}
