"use client";

import { Clapperboard, Folders, Library, ListVideo, PlugZap, Receipt, Users } from "@/components/ui/icons";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { useCurrentProject, type ProjectLink } from "./use-current-project";

interface NavigationProps {
  team: string;
  projects: readonly ProjectLink[];
  /** Owners set the provider; nobody else has business there. */
  showsProvider: boolean;
  className?: string;
}

/** The places of the studio: a rail at the left, on phones a bar under the thumb. */
export function Navigation({ team, projects, showsProvider, className }: NavigationProps) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const { project } = useCurrentProject(projects);
  const places = [
    ...(project
      ? [{ key: "create", href: paths.create(team, project.slug), under: `${paths.project(team, "")}`, Icon: Clapperboard }]
      : []),
    { key: "projects", href: paths.projects(team), under: paths.projects(team), Icon: Folders },
    { key: "library", href: paths.library(team), under: paths.library(team), Icon: Library },
    { key: "queue", href: paths.queue(team), under: paths.queue(team), Icon: ListVideo },
    { key: "spend", href: paths.spend(team), under: paths.spend(team), Icon: Receipt },
    { key: "members", href: paths.members(team), under: paths.members(team), Icon: Users },
    ...(showsProvider ? [{ key: "provider", href: paths.provider(team), under: paths.provider(team), Icon: PlugZap } as const] : []),
  ] as const;
  return (
    <nav data-slot="navigation" aria-label={t("navigation")} className={className}>
      <ul className="flex justify-around md:flex-col md:gap-1 md:px-0.5">
        {places.map(({ key, href, under, Icon }) => {
          const isHere = pathname.startsWith(under);
          return (
            <li key={key} className="min-w-0 flex-1 md:flex-none">
              <Link
                href={href}
                aria-current={isHere ? "page" : undefined}
                className={cn(
                  "flex h-14 flex-col items-center justify-center gap-1 rounded-lg text-xs base:text-quiet transition-colors hover:text-text focus-visible:-outline-offset-2 md:h-13 md:hover:bg-raised",
                  isHere && "text-text md:bg-raised",
                )}
              >
                <Icon aria-hidden="true" className="icon size-4.5" />
                <span className="max-w-full truncate leading-none">{t(`places.${key}`)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
