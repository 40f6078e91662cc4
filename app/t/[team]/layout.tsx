import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { Messages } from "@/components/shell/messages";
import { requireMember } from "@/lib/access/require-member";
import { listProjects } from "@/lib/projects/queries";

export default async function TeamLayout({ children, params }: { children: ReactNode; params: Promise<{ team: string }> }) {
  const { team: slug } = await params;
  const { actor, user, team } = await requireMember(decodeURIComponent(slug));
  const projects = await listProjects(actor);
  return (
    <Messages namespaces={["shell", "errors", "fields"]}>
      <AppShell user={{ id: user.id, name: user.name, email: user.email }} team={{ slug: team.slug, name: team.name }} projects={projects.map(({ slug, name }) => ({ slug, name }))}>
        {children}
      </AppShell>
    </Messages>
  );
}
