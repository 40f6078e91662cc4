"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Alert } from "@/components/ui/alert";
import { CopyField } from "@/components/ui/copy-field";
import { paths } from "@/lib/shared/paths";
import type { NewInviteView } from "@/lib/teams/view";

/** The links that were just made, each to be copied now, and whether it was mailed. */
export function MadeInvites({ made }: { made: readonly NewInviteView[] }) {
  const t = useTranslations("teams");
  const format = useFormatter();
  const { invite } = made[0]!;
  const unsent = made.filter(({ isMailed }) => isMailed === false).length;
  const mailed = made.filter(({ isMailed }) => isMailed === true).length;
  const until = format.dateTime(new Date(invite.expiresAt), { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
  const labelOf = ({ invite: { email } }: NewInviteView, index: number): string => {
    if (email !== null) return t("invite.linkFor", { email });
    return made.length === 1 ? t("invite.link") : t("invite.linkNumber", { number: index + 1 });
  };
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      {mailed > 0 && (
        <p role="status" className="text-sm text-text">
          {t("invite.mailed", { count: mailed })}
        </p>
      )}
      {unsent > 0 && <Alert>{t("invite.unsent", { count: unsent })}</Alert>}
      {made.map((one, index) => (
        <CopyField key={one.invite.id} label={labelOf(one, index)} value={`${window.location.origin}${paths.invite(one.token)}`} />
      ))}
      <p className="text-xs text-pretty text-quiet">{t("invite.made", { role: t(`roles.${invite.role}.name`), date: until })}</p>
    </div>
  );
}
