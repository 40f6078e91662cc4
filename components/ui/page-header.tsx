import type { ReactNode } from "react";

/** The head of a page of the whole team: what it is, one sentence, and what can be done. */
export function PageHeader({ title, description, children }: { title: string; description?: ReactNode; children?: ReactNode }) {
  return (
    <header data-slot="page-header" className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold">{title}</h1>
        {description && <p className="mt-1 text-sm text-pretty text-quiet">{description}</p>}
      </div>
      {children}
    </header>
  );
}
