"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { AssetPicture } from "@/components/assets/asset-picture";
import { askingFirst } from "@/components/data/ask-first";
import { fetchJson } from "@/components/data/fetch-json";
import { newKey } from "@/components/data/new-key";
import { useFormAction } from "@/components/data/use-form-action";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { AssetView } from "@/lib/assets/view";
import { askPictureAction } from "@/lib/generations/pictures/actions";
import type { PicturesView, PictureView } from "@/lib/generations/pictures/view";
import { formatMicros } from "@/lib/i18n/format";
import { PICTURE_MODEL, PICTURE_RATIOS, type PictureRatio } from "@/lib/models/pictures";
import { paths } from "@/lib/shared/paths";

interface PictureDialogProps {
  team: string;
  projectId: string;
  /** In whose place it comes. */
  name: string;
  onUse: (asset: AssetView) => void;
  onClose: () => void;
}

const keyOf = (team: string) => ["pictures", team] as const;

/** Has the person made here, by the same provider, which takes what it made itself; and shows what was made before. */
export default function PictureDialog({ team, projectId, name, onUse, onClose }: PictureDialogProps) {
  const t = useTranslations("files.pictures");
  const { data } = useQuery({
    queryKey: keyOf(team),
    queryFn: ({ signal }) => fetchJson<PicturesView>(paths.api.pictures(team), signal),
  });
  useLiveRefetch(keyOf(team), "asset");
  const pictures = data?.pictures ?? [];
  const use = (asset: AssetView) => {
    onUse(asset);
    onClose();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={t("title")} description={t("description", { name })}>
      <div className="flex flex-col gap-5">
        <AskForm team={team} projectId={projectId} micros={data?.micros ?? null} />
        {pictures.length > 0 && (
          <ul aria-label={t("made")} aria-live="polite" className="flex flex-col gap-3">
            {pictures.map((picture) => (
              <Made key={picture.id} picture={picture} onUse={use} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

function AskForm({ team, projectId, micros }: { team: string; projectId: string; micros: number | null }) {
  const t = useTranslations("files.pictures");
  const locale = useLocale();
  const format = useFormatter();
  const client = useQueryClient();
  // One press, one picture: what is sent again after a broken line is the same.
  const [id, setId] = useState(newKey);
  const price = micros === null ? null : formatMicros(locale, micros);
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: async (data) => {
      const input = { id, projectId, prompt: String(data.get("prompt") ?? ""), ratio: data.get("ratio") as PictureRatio };
      const result = await askingFirst((agreed) => askPictureAction(team, { ...input, ...(agreed !== undefined && { agreed }) }));
      return result!;
    },
    onDone: async () => {
      setId(newKey());
      await client.invalidateQueries({ queryKey: keyOf(team) });
    },
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} onChange={() => setId(newKey())} className="flex flex-col gap-3">
      <Field error={fieldError("prompt")} hint={t("hint")}>
        <Label>{t("prompt")}</Label>
        <Textarea name="prompt" rows={4} maxLength={4000} />
      </Field>
      <Field error={fieldError("ratio")}>
        <Label>{t("ratio")}</Label>
        <Select name="ratio" defaultValue="3:4" wrapperClassName="w-32">
          {PICTURE_RATIOS.map((ratio) => (
            <option key={ratio} value={ratio}>
              {ratio}
            </option>
          ))}
        </Select>
      </Field>
      {formError && <Alert>{formError}</Alert>}
      <Button type="submit" variant="primary" pending={pending} className="self-start">
        {price === null ? t("make") : t("makeFor", { price })}
      </Button>
      <p className="text-xs text-pretty text-quiet">
        {price === null
          ? t("unpriced")
          : t("price", {
              price,
              model: PICTURE_MODEL.label,
              date: format.dateTime(new Date(PICTURE_MODEL.checkedOn), { dateStyle: "medium" }),
            })}
      </p>
    </form>
  );
}

function Made({ picture, onUse }: { picture: PictureView; onUse: (asset: AssetView) => void }) {
  const t = useTranslations("files.pictures");
  const failures = useTranslations("failures");
  const { state, prompt, asset, failure } = picture;
  return (
    <li className="flex gap-3">
      <span className="size-16 shrink-0 overflow-hidden rounded-lg bg-raised">
        <AssetPicture kind="image" asset={asset} previewUrl={null} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1 text-sm">
        <p className="line-clamp-2 [overflow-wrap:anywhere]">{prompt}</p>
        {state === "ready" && asset ? (
          <Button size="sm" variant="secondary" aria-label={t("useThis", { name: asset.name })} onClick={() => onUse(asset)}>
            {t("use")}
          </Button>
        ) : (
          <p className={state === "uncertain" ? "text-uncertain" : state === "failed" ? "text-failed" : "text-quiet"}>
            {failure
              ? `${failure.code === "overLimit" ? t("overLimit") : failures(failure.code, { input: t("words") })} ${failure.said}`
              : t(`states.${state === "ready" ? "gone" : state}`)}
          </p>
        )}
      </div>
    </li>
  );
}
