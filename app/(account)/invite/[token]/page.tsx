import type { Metadata } from "next";
import { AcceptInviteForm } from "@/components/account/accept-invite-form";
import { Notice, NoticeLink } from "@/components/shell/notice";
import { Messages } from "@/components/shell/messages";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { getInvite } from "@/lib/accounts/queries";
import { getTranslations } from "@/lib/i18n/request";
import { readSecret } from "@/lib/shared/ids";
import { paths } from "@/lib/shared/paths";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.invite");
  // The address is the secret: it must not travel to wherever a link leads.
  return { title: t("pageTitle"), referrer: "no-referrer" };
}

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const token = readSecret((await params).token);
  const [invitation, user] = await Promise.all([getInvite(token), getCurrentUser()]);
  if (!invitation) {
    const t = await getTranslations("account.inviteGone");
    return (
      <Notice scene={t("scene")} title={t("title")} body={t("body")} action={<NoticeLink href={paths.home()}>{t("action")}</NoticeLink>} />
    );
  }
  return (
    <Messages namespaces={["teams"]}>
      <AcceptInviteForm
        token={token}
        invitation={invitation}
        date={new Date().toISOString()}
        user={user && { name: user.name, email: user.email }}
      />
    </Messages>
  );
}
