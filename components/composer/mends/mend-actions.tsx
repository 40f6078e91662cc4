"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { type Offer, offersFor } from "@/lib/assets/mends/offer";
import { useEngine } from "../engine/composer-context";
import type { ComposerInput } from "../engine/composer-state";
import { MendDialog, type MendDialogName } from "./mend-dialog";

/** What one press can do about a file that is kept with a problem. `describedBy` is where the problem stands. */
export function MendActions({ input, describedBy }: { input: ComposerInput; describedBy: string }) {
  const t = useTranslations("mend");
  const engine = useEngine();
  const [open, setOpen] = useState<MendDialogName | null>(null);
  const offers = input.asset ? offersFor(input.asset) : [];
  const take = (offer: Offer): void => {
    if (offer === "trim" || offer === "crop") setOpen(offer);
    else void import("./follow-mend").then(({ mendInput }) => mendInput(engine, input, { kind: "fit" }));
  };
  return (
    <>
      {offers.map((offer, index) => (
        <Button
          key={offer}
          size="sm"
          variant={index === 0 ? "primary" : "secondary"}
          aria-describedby={describedBy}
          aria-haspopup={offer === "trim" || offer === "crop" ? "dialog" : undefined}
          title={t(`hints.${offer}`)}
          onClick={() => take(offer)}
        >
          {t(offer)}
        </Button>
      ))}
      {open && <MendDialog input={input} open={open} onClose={() => setOpen(null)} />}
    </>
  );
}

/** A file that is being mended: how far it is, and the way to stop it. */
export function MendingLine({ input }: { input: ComposerInput }) {
  const t = useTranslations("mend");
  const engine = useEngine();
  const percent = input.upload?.step === "mending" ? input.upload.percent : 0;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <span className="min-w-0 text-quiet tabular">
        <bdi className="font-medium text-text">{input.name}</bdi> · {percent > 0 ? t("mendingPercent", { percent }) : t("mending")}
      </span>
      <Button
        size="sm"
        aria-label={t("stopFor", { name: input.name })}
        onClick={() => void import("./follow-mend").then(({ stopMend }) => stopMend(engine, input))}
      >
        {t("stop")}
      </Button>
    </li>
  );
}

/** After a reload the worker may still be at it: asked once for each file. */
export function useResumedMends(inputs: readonly ComposerInput[]): void {
  const engine = useEngine();
  const waiting = inputs.filter(({ asset, upload }) => upload?.step === "problem" && asset && offersFor(asset).length > 0);
  const ids = waiting.map(({ asset }) => asset!.id).join(" ");
  useEffect(() => {
    if (ids === "") return;
    // What is not reached is asked for again with the next page.
    import("./follow-mend")
      .then(({ resumeMends }) =>
        resumeMends(
          engine,
          engine.getSnapshot().state.inputs.filter(({ asset }) => asset && ids.includes(asset.id)),
        ),
      )
      .catch(() => undefined);
  }, [engine, ids]);
}
