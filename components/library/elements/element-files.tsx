"use client";

import { type KeyboardEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { AssetPicture } from "@/components/assets/asset-picture";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { ArrowLeft, ArrowRight, AudioLines, Plus, X } from "@/components/ui/icons";
import { MOST_PICTURES, VOICE_SECONDS } from "@/lib/assets/elements/limits";
import type { AssetView } from "@/lib/assets/view";
import { paths } from "@/lib/shared/paths";

interface ElementFilesProps {
  mayManage: boolean;
  /** Opens the library. */
  onChoose: (kind: "image" | "audio") => void;
  pictures: readonly AssetView[];
  onPictures: (pictures: readonly AssetView[]) => void;
  voice: AssetView | null;
  onVoice: (voice: AssetView | null) => void;
  picturesError: string | undefined;
  voiceError: string | undefined;
}

/** The pictures of an element in the order in which they are sent, and its voice; all of them come out of the library. */
export function ElementFiles(props: ElementFilesProps) {
  const { mayManage, onChoose, pictures, onPictures, voice, onVoice, picturesError, voiceError } = props;
  const t = useTranslations("elements");
  const [said, setSaid] = useState("");
  const room = MOST_PICTURES - pictures.length;

  function move(from: number, to: number): void {
    const picture = pictures[from];
    if (!picture || to < 0 || to >= pictures.length) return;
    onPictures(pictures.filter((_, index) => index !== from).toSpliced(to, 0, picture));
    setSaid(t("moved", { name: picture.name, place: to + 1, count: pictures.length }));
  }

  return (
    <>
      <div role="group" aria-label={t("pictures")} className="flex min-w-0 flex-col gap-1.5">
        <span className="text-sm font-medium text-text">{t("pictures")}</span>
        <ol className="flex flex-wrap gap-2">
          {pictures.map((picture, index) => (
            <Picture
              key={picture.id}
              {...{ picture, index, count: pictures.length, mayManage }}
              onMove={(to) => move(index, to)}
              onRemove={() => onPictures(pictures.filter(({ id }) => id !== picture.id))}
            />
          ))}
          {mayManage && room > 0 && (
            <li>
              <Button aria-haspopup="dialog" className="h-20" onClick={() => onChoose("image")}>
                <Plus aria-hidden="true" />
                {t("addPictures")}
              </Button>
            </li>
          )}
        </ol>
        <FieldError>{picturesError}</FieldError>
        <p className="text-xs text-pretty text-quiet">{t("picturesHint", { most: MOST_PICTURES })}</p>
        <p role="status" className="sr-only">
          {said}
        </p>
      </div>
      <div role="group" aria-label={t("voice")} className="flex min-w-0 flex-col gap-1.5">
        <span className="text-sm font-medium text-text">{t("voice")}</span>
        {voice ? (
          <div className="flex flex-wrap items-center gap-2">
            <audio
              src={paths.api.asset(voice.id, "original")}
              controls
              preload="metadata"
              aria-label={voice.name}
              className="h-10 max-w-full"
            />
            <bdi className="min-w-0 truncate text-sm text-quiet">{voice.name}</bdi>
            {mayManage && (
              <Button variant="quiet" size="icon" aria-label={t("remove", { name: voice.name })} onClick={() => onVoice(null)}>
                <X aria-hidden="true" />
              </Button>
            )}
          </div>
        ) : (
          mayManage && (
            <Button aria-haspopup="dialog" className="self-start" onClick={() => onChoose("audio")}>
              <AudioLines aria-hidden="true" />
              {t("chooseVoice")}
            </Button>
          )
        )}
        <FieldError>{voiceError}</FieldError>
        <p className="text-xs text-pretty text-quiet">{t("voiceHint", VOICE_SECONDS)}</p>
      </div>
    </>
  );
}

interface PictureProps {
  picture: AssetView;
  index: number;
  count: number;
  mayManage: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
}

const corner =
  "grid size-6 place-items-center rounded-full bg-black/70 text-white disabled:opacity-30 focus-visible:outline-white pointer-coarse:size-8 [&_svg]:icon";

/** One picture with its place: its buttons move it, and so do arrow keys on any of them. */
function Picture({ picture, index, count, mayManage, onMove, onRemove }: PictureProps) {
  const t = useTranslations("elements");
  const name = t("picture", { place: index + 1, name: picture.name });
  function onKeyDown({ key }: KeyboardEvent): void {
    if (key === "ArrowLeft") onMove(index - 1);
    if (key === "ArrowRight") onMove(index + 1);
  }
  return (
    <li aria-label={name} title={picture.name} className="relative size-20 overflow-hidden rounded-md border border-line bg-raised">
      <AssetPicture kind="image" asset={picture} previewUrl={null} />
      {mayManage && (
        <span className="absolute inset-0 flex items-end justify-between p-1" onKeyDown={onKeyDown}>
          <button
            type="button"
            aria-label={t("moveLeft", { name })}
            disabled={index === 0}
            className={corner}
            onClick={() => onMove(index - 1)}
          >
            <ArrowLeft aria-hidden="true" />
          </button>
          <button
            type="button"
            aria-label={t("moveRight", { name })}
            disabled={index === count - 1}
            className={corner}
            onClick={() => onMove(index + 1)}
          >
            <ArrowRight aria-hidden="true" />
          </button>
          <button
            type="button"
            aria-label={t("remove", { name })}
            aria-keyshortcuts="ArrowLeft ArrowRight"
            className={`absolute top-1 right-1 ${corner}`}
            onClick={onRemove}
          >
            <X aria-hidden="true" />
          </button>
        </span>
      )}
    </li>
  );
}
