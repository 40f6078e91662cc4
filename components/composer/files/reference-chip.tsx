"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { MenuItem, MenuLink } from "@/components/ui/menu";
import { formatClock } from "@/lib/i18n/format";
import { paths } from "@/lib/shared/paths";
import { useEngine } from "../engine/composer-context";
import { durationOf, type ComposerInput } from "../engine/composer-state";
import { MendDialog, type MendDialogName } from "../mends/mend-dialog";
import { MendItems } from "../mends/mend-items";
import { ChipFrame, type ChipPlace } from "./chip-frame";

interface ReferenceChipProps extends ChipPlace {
  input: ComposerInput;
  number: number;
  /** One too many: marked, so that it is plain which ones to take out. */
  isOver: boolean;
}

/** One reference as a frame on the strip, with its number at the corner. */
export function ReferenceChip({ input, number, isOver, ...place }: ReferenceChipProps) {
  const t = useTranslations("composer.references");
  const engine = useEngine();
  const [open, setOpen] = useState<MendDialogName | null>(null);
  const label = t(`number.${input.kind}`, { number });
  const durationMs = durationOf(input);
  const { fittedFrom = null, width = null, height = null } = input.asset ?? {};
  const note = fittedFrom && t("fitted", { width: width!, height: height!, from: `${fittedFrom.width} × ${fittedFrom.height}` });
  const failed = input.upload?.step === "problem" || input.upload?.step === "interrupted";
  const items = (
    <>
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
    </>
  );
  return (
    <>
      <ChipFrame {...{ input, label, items, name: input.name, notes: [note], upload: input.upload }} isMarked={failed || isOver} {...place}>
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
      </ChipFrame>
      {open && <MendDialog input={input} open={open} onClose={() => setOpen(null)} />}
    </>
  );
}
