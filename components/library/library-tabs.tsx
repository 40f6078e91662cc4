"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";

const TABS = [
  { key: "files", to: (team: string) => paths.library(team) },
  { key: "elements", to: (team: string) => paths.elements(team) },
] as const;

/** The two halves of the library: what it has, and what prompts call by a name. Each is a page of its own. */
export function LibraryTabs({ team, current }: { team: string; current: (typeof TABS)[number]["key"] }) {
  const t = useTranslations("elements.tabs");
  return (
    <nav aria-label={t("label")} className="flex gap-5 border-b border-line">
      {TABS.map(({ key, to }) => (
        <Link
          key={key}
          href={to(team)}
          aria-current={key === current ? "page" : undefined}
          className={cn(
            "-mb-px flex min-h-10 items-center border-b-2 base:border-transparent text-sm font-medium base:text-quiet transition-colors hover:text-text pointer-coarse:min-h-11",
            key === current && "border-text text-text",
          )}
        >
          {t(key)}
        </Link>
      ))}
    </nav>
  );
}
