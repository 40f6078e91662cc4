import Link from "next/link";
import type { ReactNode } from "react";
import { paths } from "@/lib/shared/paths";
import { Preferences } from "./preferences";
import { Wordmark } from "./wordmark";

/** A page outside the studio: the wordmark, the two preferences, and one thing in the middle. */
export function PlainPage({ children }: { children: ReactNode }) {
  return (
    <div data-slot="plain-page" className="flex min-h-dvh flex-col">
      <header className="flex h-header items-center justify-between gutter">
        <Link href={paths.home()} className="flex rounded-md">
          <Wordmark />
        </Link>
        <Preferences className="-mr-2" />
      </header>
      <main className="flex flex-1 flex-col items-center px-4 pt-[max(1rem,10vh)] pb-16">
        <div className="w-full max-w-[25rem]">{children}</div>
      </main>
    </div>
  );
}
