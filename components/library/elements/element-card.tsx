"use client";

import { useFormatter, useTranslations } from "use-intl";
import { AssetPicture } from "@/components/assets/asset-picture";
import { CircleAlert } from "@/components/ui/icons";
import { type ElementView, isConsentOver } from "@/lib/assets/elements/view";
import { useElementWords } from "./element-words";

/** An element as a card: one press opens it. */
export function ElementCard({ element, onOpen }: { element: ElementView; onOpen: () => void }) {
  const t = useTranslations("elements");
  const format = useFormatter();
  const say = useElementWords();
  const { name, kind, files, consentUntil } = element;
  const [face] = files;
  const until = consentUntil && format.dateTime(new Date(consentUntil), { dateStyle: "medium", timeZone: "UTC" });
  return (
    <article
      data-slot="element"
      aria-label={`@${name}`}
      className="relative flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface hover:border-line-strong"
    >
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t("open", { name: `@${name}` })}
        onClick={onOpen}
        className="absolute inset-0 z-1 rounded-lg focus-visible:-outline-offset-2"
      />
      <span className="aspect-4/3 bg-raised">{face && <AssetPicture kind={face.kind} asset={face} previewUrl={null} fit="contain" />}</span>
      <span className="flex flex-col gap-0.5 px-2.5 py-2">
        <bdi className="truncate text-sm font-medium text-text">{`@${name}`}</bdi>
        <span className="text-xs text-pretty text-quiet tabular">{[t(`kinds.${kind}`), say(files)].join(" · ")}</span>
        {until &&
          (isConsentOver(element) ? (
            <span className="flex items-center gap-1 text-xs text-failed">
              <CircleAlert aria-hidden="true" className="icon size-3.5" />
              {t("consentOver", { date: until })}
            </span>
          ) : (
            <span className="truncate text-xs text-quiet">{t("consentTill", { date: until })}</span>
          ))}
      </span>
    </article>
  );
}
