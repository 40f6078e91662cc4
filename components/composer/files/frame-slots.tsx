"use client";

import { ArrowLeftRight, ImagePlus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { AssetPicture } from "@/components/assets/asset-picture";
import { FileInput } from "@/components/assets/file-input";
import { UploadOverlay } from "@/components/assets/upload-overlay";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { acceptOf } from "@/lib/assets/limits";
import type { Mode } from "@/lib/models/catalog";
import { nearestRatio } from "@/lib/models/choices";
import { cn } from "@/lib/shared/cn";
import { useComposerState, useEngine } from "../engine/composer-context";
import { sizeOf, type ComposerInput } from "../engine/composer-state";
import { FileProblems } from "./file-problems";
import { SlotProblems } from "./slot-problems";

type FrameRole = "firstFrame" | "lastFrame";

/** The frames that the mode sends, each in its true shape; two of them can be swapped. */
export function FrameSlots({ mode }: { mode: Extract<Mode, "firstFrame" | "firstLast"> }) {
  const t = useTranslations("composer.frames");
  const engine = useEngine();
  const inputs = useComposerState((state) => state.inputs);
  const first = inputs.find((input) => input.role === "firstFrame") ?? null;
  const last = inputs.find((input) => input.role === "lastFrame") ?? null;
  const frames = [first, mode === "firstLast" ? last : null].filter((input) => input !== null);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2 sm:flex-wrap">
        <FrameSlot role="firstFrame" input={first} />
        {mode === "firstLast" && (
          <>
            <IconButton label={t("swap")} disabled={!first && !last} onClick={() => engine.dispatch({ type: "swapFrames" })}>
              <ArrowLeftRight aria-hidden="true" />
            </IconButton>
            <FrameSlot role="lastFrame" input={last} />
          </>
        )}
      </div>
      {mode === "firstLast" && <ShapeNote first={first} last={last} />}
      <FileProblems inputs={frames} />
      <SlotProblems slot="firstFrame" id="composer-first-frame-problems" />
      {mode === "firstLast" && <SlotProblems slot="lastFrame" id="composer-last-frame-problems" />}
    </div>
  );
}

function FrameSlot({ role, input }: { role: FrameRole; input: ComposerInput | null }) {
  const t = useTranslations("composer.frames");
  const engine = useEngine();
  const { width, height } = input ? sizeOf(input) : { width: null, height: null };
  return (
    <div
      data-problem-slot={role}
      data-drop-target={role}
      className={cn(
        "group relative h-[7.5rem] min-w-20 shrink-0 rounded-video max-sm:min-w-0 max-sm:flex-1 max-sm:overflow-hidden bg-raised has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-tungsten-ink",
        !input && "w-44 border border-dashed border-line-strong hover:border-quiet",
      )}
      // An unknown shape waits as 16:9, so that little moves when it becomes known.
      style={input ? { aspectRatio: width && height ? `${width} / ${height}` : "16 / 9" } : undefined}
    >
      {input ? (
        <>
          <AssetPicture kind={input.kind} asset={input.asset} previewUrl={input.previewUrl} fit="contain" className="rounded-video" />
          <span className="pointer-events-none absolute bottom-1 left-1 rounded-sm bg-black/70 px-1.5 py-0.5 text-xs whitespace-nowrap text-white">
            {t(`${role}.label`)}
          </span>
          <UploadOverlay upload={input.upload} name={input.name} />
        </>
      ) : (
        <span className="grid size-full place-content-center justify-items-center gap-1 text-center text-sm text-quiet">
          <ImagePlus aria-hidden="true" className="icon size-5" />
          <span className="font-medium text-text">{t(`${role}.label`)}</span>
          <span className="text-xs pointer-coarse:hidden">{t("hint")}</span>
          <span className="text-xs pointer-fine:hidden">{t("hintTouch")}</span>
        </span>
      )}
      <FileInput
        aria-label={t(`${role}.input`)}
        accept={acceptOf("image")}
        title={input ? t("replace", { name: input.name }) : undefined}
        aria-describedby={`composer-${role === "firstFrame" ? "first" : "last"}-frame-problems`}
        onFiles={(files) => engine.addFiles(files, role)}
        className="rounded-video"
      />
      {input && (
        <Button
          size="icon"
          aria-label={t("remove", { name: input.name, role: t(`${role}.label`) })}
          className="absolute top-1 right-1 size-6 min-h-6 rounded-full border-transparent bg-black/70 text-white hover:not-disabled:bg-black pointer-coarse:size-9"
          onClick={() => engine.remove(input)}
        >
          <X aria-hidden="true" />
        </Button>
      )}
    </div>
  );
}

/** Two frames of different shape: the first one decides and the last one is cut, which is better known before it is paid for. */
function ShapeNote({ first, last }: { first: ComposerInput | null; last: ComposerInput | null }) {
  const t = useTranslations("composer.frames");
  const shapes = [first, last].map((input) => {
    const { width, height } = input ? sizeOf(input) : { width: null, height: null };
    return width && height ? width / height : null;
  });
  const [firstShape, lastShape] = shapes;
  if (!firstShape || !lastShape || Math.abs(Math.log(firstShape / lastShape)) < 0.02) return null;
  const { width, height } = sizeOf(first!);
  return (
    <p role="status" className="text-sm text-uncertain">
      {t("shapesDiffer", { ratio: nearestRatio(width!, height!) })}
    </p>
  );
}
