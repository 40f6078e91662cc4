import { AcceptInviteForm } from "@/components/account/accept-invite-form";
import { Notice } from "@/components/shell/notice";
import { Messages } from "@/components/shell/messages";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { listProviders } from "@/lib/access/identity/outside/providers";
import { getInvite } from "@/lib/accounts/queries";
import { titled } from "@/lib/i18n/request";
import { readSecret } from "@/lib/shared/secrets";
import { paths } from "@/lib/shared/paths";

// The address is the secret: it must not travel to wherever a link leads.
export const generateMetadata = titled("account.invite", { key: "pageTitle", referrer: "no-referrer" });

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const token = readSecret((await params).token);
  const [invitation, user] = await Promise.all([getInvite(token), getCurrentUser()]);
  if (!invitation) return <Notice words="account.inviteGone" action={paths.home()} />;
  return (
    <Messages namespaces={["teams"]}>
      <AcceptInviteForm
        token={token}
        invitation={invitation}
        providers={listProviders()}
        date={new Date().toISOString()}
        user={user && { name: user.name, email: user.email }}
      />
    </Messages>
  );
}
