import { useId, type ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

interface SectionProps {
  title: string;
  description?: ReactNode;
  /** What stands at the right of the title. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** One matter of a page: what it is about, and a card with what can be done. */
export function Section({ title, description, action, className, children }: SectionProps) {
  const id = useId();
  return (
    <section data-slot="section" aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          {description && <p className="mt-1 text-sm text-pretty text-quiet">{description}</p>}
        </div>
        {action}
      </div>
      <div className={cn("base:flex flex-col gap-4 rounded-lg border border-line bg-surface p-4", className)}>{children}</div>
    </section>
  );
}

/** Facts by name, one per line. */
export function Facts({ rows }: { rows: readonly { name: string; value: ReactNode; hint?: ReactNode }[] }) {
  return (
    <dl className="flex flex-col text-sm">
      {rows.map(({ name, value, hint }) => (
        <div key={name} className="flex flex-wrap gap-x-4 gap-y-0.5 border-t border-line py-2 first:border-t-0 first:pt-0 last:pb-0">
          <dt className="w-40 shrink-0 text-quiet max-sm:w-full">{name}</dt>
          <dd className="min-w-0 flex-1 basis-56 text-text [overflow-wrap:anywhere]">
            {value}
            {hint && <span className="mt-0.5 block text-xs text-pretty text-quiet">{hint}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
