import { redirect } from "next/navigation";
import { Notice } from "@/components/shell/notice";
import { SignUpForm } from "@/components/account/sign-up-form";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { isFreshServer } from "@/lib/accounts/queries";
import { titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";

export const generateMetadata = titled("account.signUp");

export default async function SignUpPage() {
  if (await getCurrentUser()) redirect(paths.home());
  if (await isFreshServer()) return <SignUpForm date={new Date().toISOString()} />;
  return <Notice words="account.setUpAlready" action={paths.signIn()} />;
}
