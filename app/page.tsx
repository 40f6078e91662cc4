import { redirect } from "next/navigation";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { isFreshServer } from "@/lib/accounts/queries";
import { findHome } from "@/lib/projects/queries";
import { Notice } from "@/components/shell/notice";
import { homePath } from "@/components/account/home-path";
import { PlainPage } from "@/components/shell/plain-page";
import { SignOutButton } from "@/components/account/sign-out-button";
import { paths } from "@/lib/shared/paths";

/** The door of the house: everybody is led on to where their work is. */
export default async function HomePage() {
  const user = await getCurrentUser();
  if (!user) redirect((await isFreshServer()) ? paths.signUp() : paths.signIn());
  const home = await findHome(user.id);
  if (home) redirect(homePath(home));
  return (
    <PlainPage>
      <Notice words="account.noTeam" values={{ email: user.email }} action={(label) => <SignOutButton>{label}</SignOutButton>} />
    </PlainPage>
  );
}
