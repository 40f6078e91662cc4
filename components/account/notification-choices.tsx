"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Alert } from "@/components/ui/alert";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { chooseNotificationsAction } from "@/lib/notifications/actions";
import { type MailWhen, MAILS } from "@/lib/notifications/kinds";
import type { ChoicesView } from "@/lib/notifications/view";

/** Of what a person hears, in the app and by mail. */
export function NotificationChoices({ choices, canMail }: ChoicesView) {
  const t = useTranslations("account.page.notifications");
  return (
    <div className="flex flex-col gap-2">
      {!canMail && <p className="text-sm text-quiet">{t("noMail")}</p>}
      <ul aria-label={t("title")} className="divide-y divide-line rounded-lg border border-line bg-surface">
        {choices.map((choice) => (
          <ChoiceRow key={choice.kind} choice={choice} canMail={canMail} />
        ))}
      </ul>
    </div>
  );
}

function ChoiceRow({ choice: { kind, isListed, mail }, canMail }: { choice: ChoicesView["choices"][number]; canMail: boolean }) {
  const t = useTranslations("account.page.notifications");
  const { change, error } = useChange();
  const name = useId();
  const choose = (chosen: { isListed?: boolean; mail?: MailWhen }): void => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    change(() => chooseNotificationsAction({ kind, isListed, mail, timeZone, ...chosen }));
  };
  return (
    <li role="group" aria-labelledby={name} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <span id={name} className="min-w-48 flex-1 text-sm">
        {t(`kinds.${kind}`)}
      </span>
      <Switch checked={isListed} onCheckedChange={(next) => choose({ isListed: next })} label={t("inApp")} />
      {canMail && (
        <Select
          aria-label={t("byMail")}
          wrapperClassName="w-44"
          value={mail}
          onChange={({ currentTarget }) => choose({ mail: currentTarget.value as MailWhen })}
        >
          {MAILS.map((when) => (
            <option key={when} value={when}>
              {t(`mail.${when}`)}
            </option>
          ))}
        </Select>
      )}
      {error && <Alert className="basis-full">{error}</Alert>}
    </li>
  );
}
