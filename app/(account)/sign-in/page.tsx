import { redirect } from "next/navigation";
import { SignInForm } from "@/components/account/sign-in-form";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { findRelyingParty } from "@/lib/accounts/passkeys/relying-party";
import { isFreshServer } from "@/lib/accounts/queries";
import { titled } from "@/lib/i18n/request";
import { paths, safeReturnTo } from "@/lib/shared/paths";

export const generateMetadata = titled("account.signIn");

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ returnTo?: string | string[] }> }) {
  const { returnTo } = await searchParams;
  const target = safeReturnTo(typeof returnTo === "string" ? returnTo : null);
  if (await getCurrentUser()) redirect(target);
  if (await isFreshServer()) redirect(paths.signUp());
  const takesPasskeys = (await findRelyingParty()) !== null;
  return <SignInForm date={new Date().toISOString()} returnTo={target} takesPasskeys={takesPasskeys} />;
}
