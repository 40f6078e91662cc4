import { AccountPanel } from "@/components/account/account-panel";
import { Teams } from "@/components/account/teams";
import { Messages } from "@/components/shell/messages";
import { WidePage } from "@/components/shell/plain-page";
import { Preferences } from "@/components/shell/preferences";
import { Toaster } from "@/components/ui/toast";
import { requireUser } from "@/lib/access/callers/require-member";
import { refusalOf } from "@/lib/access/identity/outside/refusal";
import { listIdentities } from "@/lib/accounts/outside/identities";
import { listAccess, listSessions, readProvable, readSwitches } from "@/lib/accounts/queries";
import { listPasskeys } from "@/lib/accounts/passkeys/passkeys";
import { readSecondStep } from "@/lib/accounts/second-step/authenticator";
import { readChoices } from "@/lib/notifications/choices";
import { mayMakeTeams } from "@/lib/teams/create-team";
import { listDeletedTeams, listTeams } from "@/lib/teams/list-teams";
import { titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";

export const generateMetadata = titled("account.page");

export default async function AccountPage({ searchParams }: { searchParams: Promise<{ error?: string | string[] }> }) {
  const { error } = await searchParams;
  const user = await requireUser(paths.account());
  const [provable, identities, sessions, access, passkeys, secondStep, switches, notifications, teams, deleted, mayMake] =
    await Promise.all([
      readProvable(user),
      listIdentities(user),
      listSessions(user),
      listAccess(user),
      listPasskeys(user),
      readSecondStep(user),
      readSwitches(user),
      readChoices(user),
      listTeams(user),
      listDeletedTeams(user),
      mayMakeTeams(user),
    ]);
  return (
    <Messages namespaces={["account", "errors", "fields"]}>
      <WidePage actions={<Preferences className="-mr-2" />}>
        <AccountPanel
          user={{ name: user.name, email: user.email }}
          person={provable}
          identities={identities}
          refused={error === undefined ? null : refusalOf(error)}
          sessions={sessions}
          access={access}
          passkeys={passkeys}
          secondStep={secondStep}
          {...switches}
          notifications={notifications}
        >
          <Teams teams={teams} deleted={deleted} mayMake={mayMake} />
        </AccountPanel>
      </WidePage>
      <Toaster />
    </Messages>
  );
}
