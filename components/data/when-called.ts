"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { toast } from "@/components/ui/toast-store";

type Functions<A> = { [N in keyof A]: (...args: never[]) => unknown };

/** The same functions, with the wait for what brings them; undefined where it could not be reached, which has been said. */
export type WhenCalled<A extends Functions<A>> = {
  [N in keyof A]: (...args: Parameters<A[N]>) => Promise<Awaited<ReturnType<A[N]>> | undefined>;
};

/**
 * Functions whose code comes with the first call of one of them, so that a page does not carry what nobody did yet.
 * @param load keeps its identity while what it makes stays the same
 */
export function useWhenCalled<A extends Functions<A>>(names: readonly (keyof A)[], load: () => Promise<A>): WhenCalled<A> {
  const common = useTranslations("common");
  return useMemo(() => {
    const bring = (): Promise<A | null> =>
      load().catch(() => {
        toast({ title: common("offline"), tone: "failed" });
        return null;
      });
    const late =
      (name: keyof A) =>
      async (...args: never[]) =>
        (await bring())?.[name](...args);
    return Object.fromEntries(names.map((name) => [name, late(name)])) as unknown as WhenCalled<A>;
  }, [names, load, common]);
}
