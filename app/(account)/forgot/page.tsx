import { connection } from "next/server";
import { ForgotPasswordForm } from "@/components/account/forgot-password-form";
import { Notice } from "@/components/shell/notice";
import { titled } from "@/lib/i18n/request";
import { canMail } from "@/lib/platform/mail";
import { paths } from "@/lib/shared/paths";

export const generateMetadata = titled("account.forgot");

export default async function ForgotPasswordPage() {
  // Whether mail is sent is a setting of the studio that runs, not of the one that is built.
  await connection();
  if (canMail()) return <ForgotPasswordForm date={new Date().toISOString()} />;
  return <Notice words="account.forgotNoMail" action={paths.signIn()} />;
}
