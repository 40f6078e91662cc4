"use client";

import { Link2 } from "@/components/ui/icons";
import { useFormatter, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { toast } from "@/components/ui/toast-store";
import { revokeShareAction } from "@/lib/shares/actions";
import type { ShareView } from "@/lib/shares/view";

interface ShareRowProps {
  team: string;
  share: ShareView;
  onRevoked: () => void;
}

/** A link that works: what it shows, how often it was opened, until when, and its end. */
export function ShareRow({ team, share, onRevoked }: ShareRowProps) {
  const t = useTranslations("shares");
  const format = useFormatter();
  const { run, pending, error } = useAction();
  const { id, title, what, by, views, expiresAt, createdAt, hasPassphrase, watermark } = share;
  const name = title || ("name" in what ? what.name : t("clips", { count: what.count }));
  const day = (iso: string) => format.dateTime(new Date(iso), { year: "numeric", month: "short", day: "numeric" });
  const facts = [
    ...("count" in what && title ? [t("clips", { count: what.count })] : []),
    t("views", { count: views }),
    t("until", { date: day(expiresAt) }),
    ...(hasPassphrase ? [t("locked")] : []),
    ...(watermark === null ? [] : [t("watermarked", { text: watermark })]),
    t("by", { name: by }),
  ];
  return (
    <li data-slot="share-row" className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <Link2 aria-hidden="true" className="icon text-quiet" />
      <div className="min-w-0 flex-1 basis-40">
        <p dir="auto" className="text-base font-medium break-words">
          {name}
        </p>
        <p className="text-xs text-pretty text-quiet tabular">{facts.join(" · ")}</p>
      </div>
      <Button
        size="sm"
        variant="danger"
        pending={pending}
        aria-label={t("revokeNamed", { name, date: day(createdAt) })}
        onClick={() =>
          run(
            () => revokeShareAction(team, { id }),
            () => {
              toast({ title: t("revoked") });
              onRevoked();
            },
          )
        }
      >
        {t("revoke")}
      </Button>
      <FieldError className="w-full">{error}</FieldError>
    </li>
  );
}
