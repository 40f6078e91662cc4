import type { Metadata } from "next";
import { ResetPasswordForm } from "@/components/account/reset-password-form";
import { Notice, NoticeLink } from "@/components/shell/notice";
import { findReset } from "@/lib/accounts/reset-password";
import { getTranslations } from "@/lib/i18n/request";
import { readSecret } from "@/lib/shared/ids";
import { paths } from "@/lib/shared/paths";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.reset");
  // The address is the secret: it must not travel to wherever a link leads.
  return { title: t("title"), referrer: "no-referrer" };
}

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const token = readSecret((await params).token);
  const reset = await findReset(token);
  if (reset) return <ResetPasswordForm token={token} email={reset.email} date={new Date().toISOString()} />;
  const t = await getTranslations("account.resetGone");
  return (
    <Notice scene={t("scene")} title={t("title")} body={t("body")} action={<NoticeLink href={paths.home()}>{t("action")}</NoticeLink>} />
  );
}
