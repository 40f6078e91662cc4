import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Notice, NoticeLink } from "@/components/shell/notice";
import { SignUpForm } from "@/components/account/sign-up-form";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { isFreshServer } from "@/lib/accounts/queries";
import { getTranslations } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signUp");
  return { title: t("title") };
}

export default async function SignUpPage() {
  if (await getCurrentUser()) redirect(paths.home());
  if (await isFreshServer()) return <SignUpForm date={new Date().toISOString()} />;
  const t = await getTranslations("account.setUpAlready");
  return (
    <Notice scene={t("scene")} title={t("title")} body={t("body")} action={<NoticeLink href={paths.signIn()}>{t("action")}</NoticeLink>} />
  );
}
