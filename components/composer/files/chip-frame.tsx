"use client";

import { Ellipsis, X } from "@/components/ui/icons";
import type { HTMLAttributes, ReactNode, Ref } from "react";
import { useTranslations } from "use-intl";
import { AssetPicture } from "@/components/assets/asset-picture";
import { UploadOverlay } from "@/components/assets/upload-overlay";
import type { UploadState } from "@/components/assets/upload-state";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { cn } from "@/lib/shared/cn";
import { useEngine } from "../engine/composer-context";
import type { ComposerInput } from "../engine/composer-state";

/** What a frame on the strip is given by the strip. */
export interface ChipPlace {
  index: number;
  count: number;
  /** What makes the picture a handle to drag by, once that is loaded. */
  handle?: HTMLAttributes<HTMLElement> & { ref?: Ref<HTMLButtonElement> };
  lifted?: boolean;
}

interface ChipFrameProps extends ChipPlace {
  /** Whose picture it shows, and which is moved, mentioned and taken out. */
  input: ComposerInput;
  /** What the prompt calls it by, and what it is called. */
  label: string;
  name: string;
  /** What else is to be said of it. */
  notes: readonly (string | null)[];
  upload: UploadState | null;
  isMarked: boolean;
  /** Beside "mention" and "move" on one side, and "remove" on the other. */
  items?: ReactNode;
  children: ReactNode;
}

const cornerClasses =
  "absolute right-0.5 grid size-6 place-items-center rounded-full bg-black/70 text-white opacity-0 transition-opacity group-hover:opacity-100 group-focus-within:opacity-100 focus-visible:opacity-100 [&_svg]:icon";

/**
 * One frame on the strip: a press mentions it, × removes it, and a menu has all that dragging can do. A thumb cannot hover and needs
 * more room, so it finds "remove" in the menu alone.
 */
export function ChipFrame(props: ChipFrameProps) {
  const { input, label, name, notes, upload, isMarked, items, children, index, count, handle, lifted = false } = props;
  const t = useTranslations("composer.references");
  const prompt = useTranslations("composer.prompt");
  const engine = useEngine();
  const named = { ...input, name };
  return (
    <div
      data-slot="reference-chip"
      className={cn(
        "group relative size-16 rounded-lg border base:border-line bg-raised",
        isMarked && "border-failed",
        lifted && "shadow-float",
      )}
    >
      <button
        type="button"
        {...handle}
        aria-label={[t("chip", { label, name }), ...notes].filter(Boolean).join(". ")}
        title={[prompt("mentionClick", { name }), ...notes].filter(Boolean).join("\n")}
        onClick={() => engine.mention(input)}
        className={cn(
          "block size-full overflow-hidden rounded-[inherit] outline-offset-2",
          handle && "cursor-grab touch-manipulation active:cursor-grabbing",
        )}
      >
        <AssetPicture kind={input.kind} asset={input.asset} previewUrl={input.previewUrl} />
      </button>
      {children}
      <UploadOverlay upload={upload} name={name} />
      <button
        type="button"
        aria-label={t("remove", { label, name })}
        className={cn(cornerClasses, "top-0.5 pointer-coarse:hidden")}
        onClick={() => engine.remove(named)}
      >
        <X aria-hidden="true" />
      </button>
      <Menu>
        <MenuTrigger
          aria-label={t("menu", { label, name })}
          className={cn(
            cornerClasses,
            "bottom-0.5 aria-expanded:opacity-100 pointer-coarse:opacity-100 pointer-coarse:after:absolute pointer-coarse:after:-inset-2.5",
          )}
        >
          <Ellipsis aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("menu", { label, name })}>
          <MenuItem onSelect={() => engine.mention(input)}>{prompt("mentionThis")}</MenuItem>
          <MenuItem disabled={index === 0} onSelect={() => engine.move(named, index - 1)}>
            {t("moveLeft")}
          </MenuItem>
          <MenuItem disabled={index === count - 1} onSelect={() => engine.move(named, index + 1)}>
            {t("moveRight")}
          </MenuItem>
          {items}
          <MenuItem tone="danger" onSelect={() => engine.remove(named)}>
            {t("removeItem")}
          </MenuItem>
        </MenuContent>
      </Menu>
    </div>
  );
}
