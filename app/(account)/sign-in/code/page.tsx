import { redirect } from "next/navigation";
import { CodeForm } from "@/components/account/code-form";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { findHalfSignIn } from "@/lib/accounts/second-step/half-sign-in";
import { titled } from "@/lib/i18n/request";
import { paths, safeReturnTo } from "@/lib/shared/paths";

export const generateMetadata = titled("account.code");

export default async function CodePage({ searchParams }: { searchParams: Promise<{ returnTo?: string | string[] }> }) {
  const { returnTo } = await searchParams;
  const target = safeReturnTo(typeof returnTo === "string" ? returnTo : null);
  if (await findHalfSignIn()) return <CodeForm date={new Date().toISOString()} returnTo={target} />;
  redirect((await getCurrentUser()) ? target : paths.signIn(target));
}
