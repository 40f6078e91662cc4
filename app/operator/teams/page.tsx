import { OperatorFrame } from "@/components/operator/operator-frame";
import { Storage } from "@/components/operator/storage";
import { Teams } from "@/components/operator/teams";
import { requireOperator } from "@/lib/access/callers/require-member";
import { titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { readTeamsAndStorage } from "@/lib/studio/operator/read-teams";

export const generateMetadata = titled("operator", { key: "parts.teams" });

export default async function OperatorTeamsPage() {
  const user = await requireOperator(paths.operatorTeams());
  const { teams, storage } = await readTeamsAndStorage(user);
  return (
    <OperatorFrame current="teams">
      <Teams teams={teams} />
      <Storage storage={storage} />
    </OperatorFrame>
  );
}
