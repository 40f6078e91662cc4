"use client";

import { useFormatter, useTranslations } from "use-intl";
import { CopyField } from "@/components/ui/copy-field";
import { paths } from "@/lib/shared/paths";
import type { NewShareView } from "@/lib/shares/view";

/** On a small screen it comes below what is seen. */
const bringIntoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });

/** A link, the one time that it can be shown. */
export function MadeLink({ made: { share, token } }: { made: NewShareView }) {
  const t = useTranslations("shares");
  const format = useFormatter();
  const { origin } = window.location;
  return (
    <div ref={bringIntoView} className="flex flex-col gap-3 border-t border-line pt-4">
      <CopyField label={t("link")} value={origin + paths.share(token)} copy={t("copy")} />
      {share.allowsEmbed && (
        <CopyField
          label={t("embedCode")}
          value={`<iframe src="${origin}${paths.embed(token)}" width="640" height="360" allow="fullscreen" referrerpolicy="no-referrer"></iframe>`}
        />
      )}
      <p className="text-xs text-pretty text-quiet">
        {t("made", { date: format.dateTime(new Date(share.expiresAt), { dateStyle: "long" }) })}
      </p>
    </div>
  );
}
