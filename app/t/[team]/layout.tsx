import type { ReactNode } from "react";
import { offeredCommands } from "@/components/shell/palette/offered-commands";
import { AppShell } from "@/components/shell/app-shell";
import { Messages } from "@/components/shell/messages";
import { getSpendChip } from "@/lib/budgets/get-spend";
import { isOperator } from "@/lib/access/callers/operator";
import { may } from "@/lib/access/permissions";
import { findMember } from "@/lib/access/callers/require-member";
import { listAlarms } from "@/lib/studio/alarms/queries";
import { canCreateProject } from "@/lib/projects/policy";
import { listProjects } from "@/lib/projects/queries";
import { countQueue } from "@/lib/queue/queries";
import { countUnread } from "@/lib/notifications/queries";
import { readSlug } from "@/lib/shared/slug";
import { hasOthers } from "@/lib/teams/queries";

export default async function TeamLayout({ children, params }: { children: ReactNode; params: Promise<{ team: string }> }) {
  const { team: slug } = await params;
  // The page refuses, and knows where to come back to after sign-in; a layout that refused first would forget it.
  const member = await findMember(readSlug(slug));
  if (!member) return children;
  const { actor, user, team } = member;
  const [spend, projects, queue, unread, others, alarms, runsStudio] = await Promise.all([
    getSpendChip(actor),
    listProjects(actor),
    countQueue(actor),
    countUnread(actor),
    hasOthers(actor),
    may(actor, "alarms.read") ? listAlarms(actor) : null,
    isOperator(actor),
  ]);
  return (
    <Messages namespaces={["shell", "projects", "errors", "fields", ...(alarms?.open.length ? (["alarms"] as const) : [])]}>
      <AppShell
        user={{ id: user.id, name: user.name, email: user.email, isOperator: runsStudio }}
        team={{ slug: team.slug, name: team.name }}
        projects={projects.map(({ slug, name, isArchived }) => ({ slug, name, isArchived }))}
        mayMakeProjects={canCreateProject(actor)}
        showsProvider={may(actor, "provider.manage")}
        spend={spend}
        mayCreate={may(actor, "generations.create")}
        commands={offeredCommands(actor)}
        queue={queue}
        unread={unread}
        isAlone={!others}
        alarms={alarms}
      >
        {children}
      </AppShell>
    </Messages>
  );
}
