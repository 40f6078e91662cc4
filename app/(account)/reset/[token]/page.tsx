import { ResetPasswordForm } from "@/components/account/reset-password-form";
import { Notice } from "@/components/shell/notice";
import { findReset } from "@/lib/accounts/reset-password";
import { titled } from "@/lib/i18n/request";
import { readSecret } from "@/lib/shared/secrets";
import { paths } from "@/lib/shared/paths";

// The address is the secret: it must not travel to wherever a link leads.
export const generateMetadata = titled("account.reset", { referrer: "no-referrer" });

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const token = readSecret((await params).token);
  const reset = await findReset(token);
  if (reset) return <ResetPasswordForm token={token} reset={reset} date={new Date().toISOString()} />;
  return <Notice words="account.resetGone" action={paths.forgotPassword()} />;
}
