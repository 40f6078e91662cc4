import { redirect } from "next/navigation";
import { ConnectForm } from "@/components/account/outside/connect-form";
import { OpenAccountForm } from "@/components/account/outside/open-account-form";
import { Notice } from "@/components/shell/notice";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { lookAtArrival } from "@/lib/accounts/outside/arrival";
import { readProvable } from "@/lib/accounts/queries";
import { titled } from "@/lib/i18n/request";
import { readSecret } from "@/lib/shared/secrets";
import { inviteOf, paths, safeReturnTo } from "@/lib/shared/paths";

// The address can carry an invitation: it must not travel to wherever a link leads.
export const generateMetadata = titled("account.outside", { key: "pageTitle", referrer: "no-referrer" });

/** Somebody whom a provider brought and who is not known yet is asked what is to be done. */
export default async function NewArrivalPage({ searchParams }: { searchParams: Promise<{ returnTo?: string | string[] }> }) {
  const { returnTo } = await searchParams;
  const target = safeReturnTo(typeof returnTo === "string" ? returnTo : null);
  const invited = inviteOf(target);
  const token = invited === null ? null : readSecret(invited);
  const user = await getCurrentUser();
  const arrival = await lookAtArrival(user, token);
  const date = new Date().toISOString();
  if (!arrival) redirect(user ? target : paths.signIn(target));
  const { provider } = arrival;
  if (arrival.can === "connect" && user)
    return <ConnectForm arrival={arrival} person={await readProvable(user)} returnTo={target} date={date} />;
  if (arrival.can === "open") return <OpenAccountForm arrival={arrival} token={token} date={date} />;
  const signIn = paths.signIn(paths.signInNew(target));
  if (arrival.can === "sign-in")
    return <Notice words="account.outside.known" values={{ provider, email: arrival.email }} action={signIn} />;
  if (arrival.can === "nothing") return <Notice words={`account.outside.${arrival.why}`} values={{ provider }} action={signIn} />;
  redirect(signIn);
}
