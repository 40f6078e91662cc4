import type { ReactNode } from "react";
import { paths } from "@/lib/shared/paths";
import { Wordmark } from "./wordmark";

interface PlainPageProps {
  /** What else stands in the header, at its right. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page outside the studio: the wordmark, and one thing in the middle. */
export function PlainPage({ actions, children }: PlainPageProps) {
  return (
    <WidePage actions={actions}>
      <div className="flex flex-1 flex-col items-center px-4 pt-[max(1rem,10vh)] pb-16">
        <div className="w-full max-w-[25rem]">{children}</div>
      </div>
    </WidePage>
  );
}

/** A page of no team that needs its whole width: the wordmark leads home. */
export function WidePage({ actions, children }: PlainPageProps) {
  return (
    <div data-slot="plain-page" className="flex min-h-dvh flex-col">
      <header className="flex h-header items-center justify-between gutter">
        <a href={paths.home()} className="flex rounded-md">
          <Wordmark />
        </a>
        {actions}
      </header>
      <main className="flex flex-1 flex-col">{children}</main>
    </div>
  );
}
