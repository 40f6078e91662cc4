import { MembersPanel } from "@/components/teams/members-panel";
import { Messages } from "@/components/shell/messages";
import { requireMember } from "@/lib/access/callers/require-member";
import { may } from "@/lib/access/permissions";
import { listPrivateProjects } from "@/lib/teams/create-invites";
import { canMail } from "@/lib/platform/mail";
import { titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { listInvites, listMembers } from "@/lib/teams/queries";
import { readSlug } from "@/lib/shared/slug";

export const generateMetadata = titled("teams");

export default async function MembersPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor, team } = await requireMember(slug, paths.members(slug));
  const [members, invites, privateProjects] = await Promise.all([
    listMembers(actor),
    listInvites(actor),
    may(actor, "members.manage") ? listPrivateProjects(actor) : [],
  ]);
  return (
    <Messages namespaces={["teams"]}>
      <MembersPanel
        team={{ slug: team.slug, name: team.name }}
        members={members}
        invites={invites}
        privateProjects={privateProjects}
        mails={canMail()}
        role={actor.role}
      />
    </Messages>
  );
}
