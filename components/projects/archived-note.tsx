"use client";

import { Suspense, type ComponentProps } from "react";
import { late } from "@/components/ui/late";

const Line = late(async () => (await import("./archived-line")).default);

/** Of the few projects that are archived; the page of all others does without. */
export function ArchivedNote(props: ComponentProps<typeof Line>) {
  return (
    <Suspense>
      <Line {...props} />
    </Suspense>
  );
}
