"use client";

import { Suspense } from "react";
import { late } from "@/components/ui/late";
import type { ChipPlace } from "./chip-frame";
import { ReferenceChip } from "./reference-chip";
import type { NumberedReference } from "./reference-order";

// Most clips have none.
const ElementChip = late(async () => (await import("./element-chip")).ElementChip);

interface UnitChipProps extends ChipPlace {
  /** A file, or all files of an element. */
  unit: readonly NumberedReference[];
}

/** What is one thing on the strip of references. */
export function UnitChip({ unit, ...props }: UnitChipProps) {
  return unit[0]!.input.element ? (
    <Suspense fallback={<div className="size-16 rounded-lg bg-raised" />}>
      <ElementChip unit={unit} {...props} />
    </Suspense>
  ) : (
    <ReferenceChip {...unit[0]!} {...props} />
  );
}
