"use client";

import { AudioLines, Film } from "@/components/ui/icons";
import { useFormatter, useTranslations } from "use-intl";
import type { PreviewInput, RequestPreview } from "@/lib/generations/request-preview/view";
import { paths } from "@/lib/shared/paths";

/** The words as they travel, and what of the typed ones does not. */
export function RequestPrompt({ prompt: { text, flags, unknownMentions } }: Pick<RequestPreview, "prompt">) {
  const t = useTranslations("request");
  const format = useFormatter();
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-quiet">{t("prompt")}</h3>
      {text === "" ? (
        <p className="text-sm text-quiet">{t("noPrompt")}</p>
      ) : (
        <p dir="auto" className="max-h-40 overflow-y-auto text-sm whitespace-pre-wrap select-text [overflow-wrap:anywhere]">
          {text}
        </p>
      )}
      {flags.length > 0 && <p className="text-xs text-uncertain">{t("flags", { flags: flags.join(" ") })}</p>}
      {unknownMentions.length > 0 && (
        <p className="text-xs text-uncertain">
          {t("unknown", { names: format.list(unknownMentions.map(({ kind, number }) => t(`file.${kind}`, { number }))) })}
        </p>
      )}
    </section>
  );
}

/** Which file each number of the prompt means. */
export function RequestInputs({ inputs }: { inputs: readonly PreviewInput[] }) {
  const t = useTranslations("request");
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-quiet">{t("files")}</h3>
      <ol className="flex flex-col gap-2">
        {inputs.map((input, index) => (
          <InputRow key={index} input={input} />
        ))}
      </ol>
    </section>
  );
}

function InputRow({ input: { role, kind, number, isMentioned, assetId, name, url, isRegistered, isInline } }: { input: PreviewInput }) {
  const t = useTranslations("request");
  const notes = [
    name ?? t("onItsWay"),
    role === "reference" && !isMentioned && t("notMentioned"),
    !isRegistered && assetId !== null && t("notRegistered"),
    isInline && t("insideRequest"),
  ].filter(Boolean);
  const Icon = kind === "audio" ? AudioLines : Film;
  return (
    <li className="flex min-w-0 items-center gap-3">
      <span className="flex size-10 shrink-0 items-center justify-center overflow-hidden rounded-md bg-raised text-quiet">
        {assetId === null || kind === "audio" ? (
          <Icon aria-hidden="true" className="icon" />
        ) : (
          <img src={paths.api.asset(assetId, "thumbnail")} alt="" loading="lazy" className="size-full object-contain" />
        )}
      </span>
      <span className="min-w-0 flex-1 text-sm">
        <span className="font-medium">{role === "reference" ? t(`file.${kind}`, { number: number ?? 0 }) : t(`file.${role}`)}</span>{" "}
        <span className="text-quiet [overflow-wrap:anywhere]">{notes.join(" · ")}</span>
        <code className="block truncate font-mono text-xs text-quiet" title={url}>
          {url}
        </code>
      </span>
    </li>
  );
}
