import type { HomeView } from "@/lib/accounts/view";
import { paths } from "@/lib/shared/paths";

/** Where somebody who has just come in goes. */
export const homePath = ({ team, project }: HomeView): string => (project === null ? paths.projects(team) : paths.create(team, project));
