"use client";

import { useTranslations } from "use-intl";
import { useElementWords } from "@/components/library/elements/element-words";
import { ChipFrame, type ChipPlace } from "./chip-frame";
import type { NumberedReference } from "./reference-order";

interface ElementChipProps extends ChipPlace {
  /** All files of one element. */
  unit: readonly NumberedReference[];
}

/** An element as one frame on the strip, however many files it adds: they are moved, mentioned and taken out together. */
export function ElementChip({ unit, ...place }: ElementChipProps) {
  const t = useTranslations("composer.references");
  const say = useElementWords();
  const files = unit.map(({ input }) => input);
  const [input] = files;
  const name = `@${input!.element!.name}`;
  const label = unit.map(({ input: { kind }, number }) => t(`number.${kind}`, { number })).join(", ");
  const upload = files.find((file) => file.upload)?.upload ?? null;
  return (
    <ChipFrame
      {...{ input: input!, label, name, upload }}
      notes={[t("elementAdds", { name, what: say(files) })]}
      isMarked={upload?.step === "problem" || unit.some(({ isOver }) => isOver)}
      {...place}
    >
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-0.5 left-0.5 rounded-sm bg-black/70 px-1 text-xs leading-4 text-white tabular"
      >
        {`× ${unit.length}`}
      </span>
      <bdi
        aria-hidden="true"
        className="pointer-events-none absolute bottom-0.5 left-0.5 max-w-[calc(100%-0.25rem)] truncate rounded-sm bg-black/70 px-1 text-xs leading-4 text-white group-focus-within:max-w-[calc(100%-2rem)] group-hover:max-w-[calc(100%-2rem)]"
      >
        {name}
      </bdi>
    </ChipFrame>
  );
}
