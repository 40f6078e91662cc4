"use client";

import { Ellipsis, X } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { AssetPicture } from "@/components/assets/asset-picture";
import { UploadOverlay } from "@/components/assets/upload-overlay";
import { useElementWords } from "@/components/library/elements/element-words";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { cn } from "@/lib/shared/cn";
import { useEngine } from "../engine/composer-context";
import { cornerClasses, type ReferenceChipProps } from "./reference-chip";
import type { NumberedReference } from "./reference-order";

interface ElementChipProps extends Omit<ReferenceChipProps, "input" | "number" | "isOver"> {
  /** All files of one element. */
  unit: readonly NumberedReference[];
}

/** An element as one frame on the strip, however many files it adds: they are moved, mentioned and taken out together. */
export function ElementChip({ unit, index, count, handle, lifted = false }: ElementChipProps) {
  const t = useTranslations("composer.references");
  const prompt = useTranslations("composer.prompt");
  const numbers = useTranslations("composer.references.number");
  const engine = useEngine();
  const say = useElementWords();
  const { input } = unit[0]!;
  const name = `@${input.element!.name}`;
  const named = { ...input, name };
  const label = unit.map(({ input: { kind }, number }) => numbers(kind, { number })).join(", ");
  const about = t("elementAdds", { name, what: say(unit.map((one) => one.input)) });
  return (
    <div
      data-slot="reference-chip"
      className={cn(
        "group relative size-16 rounded-lg border base:border-line bg-raised",
        unit.some(({ isOver, input: { upload } }) => isOver || upload?.step === "problem") && "border-failed",
        lifted && "shadow-float",
      )}
    >
      <button
        type="button"
        {...handle}
        aria-label={`${t("chip", { label, name })}. ${about}`}
        title={`${prompt("mentionClick", { name })}\n${about}\n${label}`}
        onClick={() => engine.mention(input)}
        className={cn(
          "block size-full overflow-hidden rounded-[inherit] outline-offset-2",
          handle && "cursor-grab touch-manipulation active:cursor-grabbing",
        )}
      >
        <AssetPicture kind={input.kind} asset={input.asset} previewUrl={input.previewUrl} />
      </button>
      <bdi
        aria-hidden="true"
        className="pointer-events-none absolute bottom-0.5 left-0.5 max-w-[calc(100%-0.25rem)] truncate rounded-sm bg-black/70 px-1 text-xs leading-4 text-white"
      >
        {name}
      </bdi>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-0.5 left-0.5 rounded-sm bg-black/70 px-1 text-xs leading-4 text-white tabular"
      >
        {`× ${unit.length}`}
      </span>
      <UploadOverlay upload={unit.find((one) => one.input.upload)?.input.upload ?? null} name={name} />
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
          <MenuItem tone="danger" onSelect={() => engine.remove(named)}>
            {t("removeItem")}
          </MenuItem>
        </MenuContent>
      </Menu>
    </div>
  );
}
