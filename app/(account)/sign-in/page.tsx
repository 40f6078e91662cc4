import { redirect } from "next/navigation";
import { SignInForm } from "@/components/account/sign-in-form";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { refusalOf } from "@/lib/access/identity/outside/refusal";
import { listProviders } from "@/lib/access/identity/outside/providers";
import { findRelyingParty } from "@/lib/accounts/passkeys/relying-party";
import { isFreshServer } from "@/lib/accounts/queries";
import { titled } from "@/lib/i18n/request";
import { paths, safeReturnTo } from "@/lib/shared/paths";

export const generateMetadata = titled("account.signIn");

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Partial<Record<"returnTo" | "error", string | string[]>>>;
}) {
  const { returnTo, error } = await searchParams;
  const target = safeReturnTo(typeof returnTo === "string" ? returnTo : null);
  const refused = error === undefined ? null : refusalOf(error);
  if (await getCurrentUser()) redirect(refused ? paths.account(refused) : target);
  if (await isFreshServer()) redirect(paths.signUp());
  const takesPasskeys = (await findRelyingParty()) !== null;
  return (
    <SignInForm
      date={new Date().toISOString()}
      returnTo={target}
      takesPasskeys={takesPasskeys}
      providers={listProviders()}
      refused={refused}
    />
  );
}
