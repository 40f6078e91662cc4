"use client";

import { ArrowLeftRight, Crop, ImagePlus, Library, X } from "@/components/ui/icons";
import { useState } from "react";
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
import { firstFrameOf, sizeOf, type ComposerInput, type ComposerState } from "../engine/composer-state";
import { MendDialog } from "../mends/mend-dialog";
import { CameraInput } from "./camera-input";
import { FileStates } from "./file-states";
import { FileProblems } from "./file-problems";
import { FromLibrary } from "./from-library";
import { SlotProblems } from "./slot-problems";
import { UploadRows } from "./upload-rows";

type FrameRole = "firstFrame" | "lastFrame";
type FrameMode = Extract<Mode, "firstFrame" | "firstLast">;

/** The frames that the mode sends, each in its true shape; two of them can be swapped. */
export function FrameSlots({ mode }: { mode: FrameMode }) {
  const t = useTranslations("composer.frames");
  const engine = useEngine();
  const first = useComposerState(firstFrameOf);
  const last = useComposerState(lastFrameOf);
  return (
    <div className="flex items-center gap-1.5">
      <FrameSlot role="firstFrame" input={first} />
      {mode === "firstLast" && (
        <>
          <IconButton
            label={t("swap")}
            disabled={!first && !last}
            className="w-6 min-w-6"
            onClick={() => engine.dispatch({ type: "swapFrames" })}
          >
            <ArrowLeftRight aria-hidden="true" />
          </IconButton>
          <FrameSlot role="lastFrame" input={last} />
        </>
      )}
    </div>
  );
}

/** What is to be said of the frames. */
export function FrameNotes({ mode }: { mode: FrameMode }) {
  const first = useComposerState(firstFrameOf);
  const last = useComposerState(lastFrameOf);
  const frames = [first, mode === "firstLast" ? last : null].filter((input) => input !== null);
  return (
    <>
      <FileProblems inputs={frames} />
      <UploadRows inputs={frames} />
      <FrameStates frames={frames} />
      {mode === "firstLast" && <ShapeNote first={first} last={last} />}
      <SlotProblems slot="firstFrame" id="composer-first-frame-problems" />
      {mode === "firstLast" && <SlotProblems slot="lastFrame" id="composer-last-frame-problems" />}
    </>
  );
}

function FrameStates({ frames }: { frames: readonly ComposerInput[] }) {
  const t = useTranslations("composer.frames");
  return (
    <FileStates files={frames.map((input) => ({ input, label: t(`${input.role === "lastFrame" ? "lastFrame" : "firstFrame"}.label`) }))} />
  );
}

const lastFrameOf = (state: ComposerState): ComposerInput | null => state.inputs.find((input) => input.role === "lastFrame") ?? null;

/** What a frame that is there offers at its right edge. */
const corner =
  "absolute right-0.5 size-6 min-h-6 rounded-full border-transparent bg-black/70 text-white opacity-0 transition-opacity group-hover:opacity-100 group-focus-within:opacity-100 hover:not-disabled:bg-black! pointer-coarse:size-8 pointer-coarse:min-h-8! pointer-coarse:opacity-100 pointer-coarse:after:absolute pointer-coarse:after:-inset-1.5";

function FrameSlot({ role, input }: { role: FrameRole; input: ComposerInput | null }) {
  const t = useTranslations("composer.frames");
  const engine = useEngine();
  const mend = useTranslations("mend");
  const [isCropping, setCropping] = useState(false);
  const { width, height } = input ? sizeOf(input) : { width: null, height: null };
  return (
    <div
      data-problem-slot={role}
      data-drop-target={role}
      className={cn(
        "group relative h-16 max-w-40 min-w-16 shrink-0 rounded-video bg-raised has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-tungsten-ink pointer-coarse:h-24",
        !input && "w-24 border border-dashed border-line-strong hover:border-quiet",
      )}
      // An unknown shape waits as 16:9, so that little moves when it becomes known.
      style={input ? { aspectRatio: width && height ? `${width} / ${height}` : "16 / 9" } : undefined}
    >
      {input ? (
        <>
          <AssetPicture kind={input.kind} asset={input.asset} previewUrl={input.previewUrl} fit="contain" className="rounded-video" />
          <span
            aria-hidden="true"
            className="pointer-events-none absolute bottom-0.5 left-0.5 rounded-sm bg-black/70 px-1 text-xs leading-4 whitespace-nowrap text-white"
          >
            {t(`${role}.short`)}
          </span>
          <UploadOverlay upload={input.upload} name={input.name} />
        </>
      ) : (
        <span className="grid size-full place-content-center justify-items-center gap-1 text-center text-xs leading-tight text-quiet">
          <ImagePlus aria-hidden="true" className="icon" />
          <span className="font-medium text-text">{t(`${role}.label`)}</span>
        </span>
      )}
      <FileInput
        aria-label={t(`${role}.input`)}
        accept={acceptOf("image")}
        title={input ? t("replace", { name: input.name }) : t("hint")}
        aria-describedby={`composer-${role === "firstFrame" ? "first" : "last"}-frame-problems`}
        onFiles={(files) => engine.addFiles(files, role)}
        className="rounded-video"
      />
      {input?.asset?.status === "ready" && input.upload === null && (
        <Button
          size="icon"
          aria-haspopup="dialog"
          aria-label={mend("crop")}
          title={mend("hints.crop")}
          className={cn(corner, "bottom-0.5")}
          onClick={() => setCropping(true)}
        >
          <Crop aria-hidden="true" />
        </Button>
      )}
      {isCropping && input?.asset && <MendDialog input={input} open="crop" onClose={() => setCropping(false)} />}
      {input ? (
        <Button
          size="icon"
          aria-label={t("remove", { name: input.name, role: t(`${role}.label`) })}
          className={cn(corner, "top-0.5")}
          onClick={() => engine.remove(input)}
        >
          <X aria-hidden="true" />
        </Button>
      ) : (
        <>
          <FromLibrary
            place={role}
            aria-label={t(`${role}.library`)}
            title={t(`${role}.library`)}
            className="absolute top-0 right-0 grid size-7 place-items-center rounded-md text-quiet hover:bg-surface hover:text-text pointer-coarse:size-11"
          >
            <Library aria-hidden="true" className="icon" />
          </FromLibrary>
          <CameraInput label={t(`${role}.camera`)} onFiles={(files) => engine.addFiles(files, role)} />
        </>
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
