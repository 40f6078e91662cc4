import Link from "next/link";
import type { ReactNode } from "react";
import { Alarms } from "@/components/alarms/alarms";
import { Bell } from "@/components/notifications/bell";
import { PeopleHere } from "@/components/presence/people-here";
import { QueuePill } from "@/components/queue/queue-pill";
import { SpendChip } from "@/components/spend/spend-chip";
import type { CommandId } from "./palette/commands";
import { Palette } from "./palette/palette";
import { Toaster } from "@/components/ui/toast";
import type { SpendChipView } from "@/lib/budgets/view";
import type { AlarmsView } from "@/lib/studio/alarms/view";
import { getTranslations } from "@/lib/i18n/request";
import type { QueueCounts } from "@/lib/queue/view";
import { paths } from "@/lib/shared/paths";
import { AccountMenu } from "./account-menu";
import { ComposerKey } from "./composer-key";
import { Lamp } from "./lamp";
import { LiveUpdates } from "@/components/data/live-updates";
import { Navigation } from "./navigation";
import { OfflineChip } from "./offline-chip";
import { OutdatedNotice } from "./outdated-notice";
import { ProjectSwitcher } from "./project-switcher";
import { QueryProvider } from "@/components/data/query-provider";
import { Reading } from "./reading";
import { RefreshOnChange } from "@/components/data/refresh-on-change";
import { SkipLinks } from "./skip-links";
import { SpendQuestion } from "./spend-question";
import type { ProjectLink } from "./use-current-project";
import { Clapper } from "./wordmark";

interface AppShellProps {
  user: { id: string; name: string; email: string; isOperator: boolean };
  team: { slug: string; name: string };
  projects: readonly ProjectLink[];
  showsProvider: boolean;
  mayMakeProjects: boolean;
  mayCreate: boolean;
  /** What the command palette offers. */
  commands: readonly CommandId[];
  spend: SpendChipView;
  queue: QueueCounts;
  /** What this person was told and has not looked at. */
  unread: number;
  /** Nobody else is in the team, who could be met here. */
  isAlone: boolean;
  /** null: not for this person to know. */
  alarms: AlarmsView | null;
  children: ReactNode;
}

/**
 * The frame around all pages of a team: rail, header, lamp, and the room in the middle. Its measures are the CSS
 * variables `--rail`, `--header` and `--bottom-bar`, for whatever docks inside it.
 */
export async function AppShell(props: AppShellProps) {
  const { user, team, projects, showsProvider, mayMakeProjects, mayCreate, spend, commands, queue, unread, isAlone, alarms, children } =
    props;
  const t = await getTranslations("shell");
  return (
    <QueryProvider>
      <LiveUpdates team={team.slug}>
        <SkipLinks mayCreate={mayCreate} />
        <div data-slot="app-shell" className="min-h-dvh md:pl-rail">
          <aside className="fixed inset-y-0 left-0 z-30 flex w-rail flex-col border-r border-line bg-canvas max-md:hidden">
            <HomeLink label={t("home")} className="h-header" />
            <Navigation team={team.slug} projects={projects} showsProvider={showsProvider} className="py-2" />
          </aside>
          <header className="sticky top-0 z-20 flex h-header items-center gap-1 border-b border-line bg-canvas pr-[max(0.5rem,env(safe-area-inset-right))] pl-[max(0.25rem,env(safe-area-inset-left))] md:px-4">
            <HomeLink label={t("home")} className="size-11 md:hidden" />
            <ProjectSwitcher team={team} projects={projects} mayMakeProjects={mayMakeProjects} />
            <div className="ml-auto flex items-center gap-1">
              {!isAlone && <PeopleHere team={team.slug} userId={user.id} />}
              <OfflineChip />
              <SpendChip team={team.slug} initial={spend} />
              <QueuePill team={team.slug} userId={user.id} initial={queue} />
              <Bell team={team.slug} userId={user.id} initial={unread} />
              <AccountMenu team={team.slug} user={user} />
            </div>
            <Lamp team={team.slug} initial={queue} />
          </header>
          <OutdatedNotice />
          {alarms && <Alarms team={team.slug} initial={alarms} />}
          <main id="main" tabIndex={-1} className="min-h-[calc(100dvh-var(--header))] pb-(--bottom-bar-room)">
            {children}
          </main>
          <Navigation
            team={team.slug}
            projects={projects}
            showsProvider={showsProvider}
            className="fixed inset-x-0 bottom-[calc((var(--bottom-bar)-var(--bottom-bar-room))*1.1)] z-30 border-t border-line bg-canvas pb-[env(safe-area-inset-bottom,0px)] transition-[bottom] focus-within:bottom-0 md:hidden"
          />
        </div>
        <RefreshOnChange />
        <Reading />
        <Palette team={team.slug} projects={projects} offered={commands} />
        {mayCreate && <ComposerKey team={team.slug} projects={projects} />}
        <SpendQuestion />
        <Toaster />
      </LiveUpdates>
    </QueryProvider>
  );
}

function HomeLink({ label, className }: { label: string; className: string }) {
  return (
    <Link
      href={paths.home()}
      aria-label={label}
      className={`flex items-center justify-center rounded-md focus-visible:-outline-offset-4 ${className}`}
    >
      <Clapper />
    </Link>
  );
}
