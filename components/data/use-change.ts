"use client";

import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/toast-store";
import type { ActionResult } from "@/lib/shared/result";
import { useAction } from "./use-action";

/** Changes something by a server action, says that it is done, and shows the page as it is then. */
export function useChange() {
  const router = useRouter();
  const { run, ...state } = useAction();
  return {
    ...state,
    change: <T>(call: () => Promise<ActionResult<T>>, done?: string) =>
      run(call, () => {
        if (done) toast({ title: done });
        router.refresh();
      }),
  };
}
