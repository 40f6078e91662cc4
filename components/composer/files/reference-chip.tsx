"use client";

import { Ellipsis, X } from "@/components/ui/icons";
import { type HTMLAttributes, type Ref, useState } from "react";
import { useTranslations } from "use-intl";
import { AssetPicture } from "@/components/assets/asset-picture";
import { UploadOverlay } from "@/components/assets/upload-overlay";
import { Menu, MenuContent, MenuItem, MenuLink, MenuTrigger } from "@/components/ui/menu";
import { formatClock } from "@/lib/i18n/format";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { useEngine } from "../engine/composer-context";
import { durationOf, type ComposerInput } from "../engine/composer-state";
import { MendDialog, type MendDialogName } from "../mends/mend-dialog";
import { MendItems } from "../mends/mend-items";

export interface ReferenceChipProps {
  input: ComposerInput;
  number: number;
  /** One too many: marked, so that it is plain which ones to take out. */
  isOver: boolean;
  index: number;
  count: number;
  /** What makes the picture a handle to drag by, once that is loaded. */
  handle?: HTMLAttributes<HTMLElement> & { ref?: Ref<HTMLButtonElement> };
  lifted?: boolean;
}

export const cornerClasses =
  "absolute right-0.5 grid size-6 place-items-center rounded-full bg-black/70 text-white opacity-0 transition-opacity group-hover:opacity-100 group-focus-within:opacity-100 focus-visible:opacity-100 [&_svg]:icon";

/**
 * One reference as a frame on the strip: its number at the corner, × to remove it, and a menu for all that dragging
 * can do. A thumb cannot hover and needs more room, so it finds "remove" in the menu alone.
 */
export function ReferenceChip({ input, number, isOver, index, count, handle, lifted = false }: ReferenceChipProps) {
  const t = useTranslations("composer.references");
  const prompt = useTranslations("composer.prompt");
  const engine = useEngine();
  const [open, setOpen] = useState<MendDialogName | null>(null);
  const label = t(`number.${input.kind}`, { number });
  const durationMs = durationOf(input);
  const { fittedFrom = null, width = null, height = null } = input.asset ?? {};
  const note = fittedFrom && t("fitted", { width: width!, height: height!, from: `${fittedFrom.width} × ${fittedFrom.height}` });
  const failed = input.upload?.step === "problem" || input.upload?.step === "interrupted";
  return (
    <div
      data-slot="reference-chip"
      className={cn(
        "group relative size-16 rounded-lg border base:border-line bg-raised",
        (failed || isOver) && "border-failed",
        lifted && "shadow-float",
      )}
    >
      <button
        type="button"
        {...handle}
        aria-label={[t("chip", { label, name: input.name }), note].filter(Boolean).join(". ")}
        title={[prompt("mentionClick", { name: input.name }), note].filter(Boolean).join("\n")}
        onClick={() => engine.mention(input)}
        className={cn(
          "block size-full overflow-hidden rounded-[inherit] outline-offset-2",
          handle && "cursor-grab touch-manipulation active:cursor-grabbing",
        )}
      >
        <AssetPicture kind={input.kind} asset={input.asset} previewUrl={input.previewUrl} />
      </button>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-0.5 left-0.5 rounded-sm bg-black/70 px-1 text-xs leading-4 whitespace-nowrap text-white"
      >
        {label}
      </span>
      {durationMs !== null && !input.upload && (
        <span className="pointer-events-none absolute bottom-0.5 left-0.5 rounded-sm bg-black/70 px-1 font-mono text-xs leading-4 text-white tabular">
          {formatClock(durationMs / 1000)}
        </span>
      )}
      {note && !input.upload && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute right-0.5 bottom-0.5 rounded-sm bg-black/70 px-1 text-xs leading-4 text-white"
        >
          {t("fittedShort", { height: Math.min(width!, height!) })}
        </span>
      )}
      <UploadOverlay upload={input.upload} name={input.name} />
      <button
        type="button"
        aria-label={t("remove", { label, name: input.name })}
        className={cn(cornerClasses, "top-0.5 pointer-coarse:hidden")}
        onClick={() => engine.remove(input)}
      >
        <X aria-hidden="true" />
      </button>
      <Menu>
        <MenuTrigger
          aria-label={t("menu", { label, name: input.name })}
          className={cn(
            cornerClasses,
            "bottom-0.5 aria-expanded:opacity-100 pointer-coarse:opacity-100 pointer-coarse:after:absolute pointer-coarse:after:-inset-2.5",
          )}
        >
          <Ellipsis aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("menu", { label, name: input.name })}>
          <MenuItem onSelect={() => engine.mention(input)}>{prompt("mentionThis")}</MenuItem>
          <MenuItem disabled={index === 0} onSelect={() => engine.move(input, index - 1)}>
            {t("moveLeft")}
          </MenuItem>
          <MenuItem disabled={index === count - 1} onSelect={() => engine.move(input, index + 1)}>
            {t("moveRight")}
          </MenuItem>
          {input.kind === "image" && (
            <>
              <MenuItem onSelect={() => engine.dispatch({ type: "setRole", key: input.key, role: "firstFrame" })}>
                {t("useAsFirstFrame")}
              </MenuItem>
              <MenuItem onSelect={() => engine.dispatch({ type: "setRole", key: input.key, role: "lastFrame" })}>
                {t("useAsLastFrame")}
              </MenuItem>
            </>
          )}
          <MendItems input={input} onOpen={setOpen} />
          {fittedFrom && input.asset && (
            <MenuLink href={`${paths.api.asset(input.asset.id, "source")}?download=1`} prefetch={false} download>
              {t("downloadSource")}
            </MenuLink>
          )}
          <MenuItem tone="danger" onSelect={() => engine.remove(input)}>
            {t("removeItem")}
          </MenuItem>
        </MenuContent>
      </Menu>
      {open && <MendDialog input={input} open={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
