"use client";

import { Suspense } from "react";
import { late } from "@/components/ui/late";
import { useAtFirstTouch } from "@/components/ui/use-at-first-touch";
import { useComposer } from "../engine/composer-context";

const RejectedList = late(async () => (await import("./rejected-list")).default);

/** Files that were not taken at all, where there are any. */
export function RejectedFiles() {
  useAtFirstTouch(RejectedList.fetch);
  const hasAny = useComposer((snapshot) => snapshot.rejected.length > 0);
  return <Suspense>{hasAny && <RejectedList />}</Suspense>;
}
