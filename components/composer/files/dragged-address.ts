import { paths } from "@/lib/shared/paths";

/** Which clip of a team an address is the page of; null for everything else. */
export function clipAt(address: string, origin: string, team: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.origin !== origin || !url.pathname.startsWith(paths.project(team, ""))) return null;
  return url.searchParams.get("clip");
}

/** The address of what was dragged here from another page, when that is all that came; null when nothing of the kind did. */
export const addressIn = (transfer: DataTransfer | null): string | null =>
  transfer
    ?.getData("text/uri-list")
    .split(/[\r\n]+/)
    .find((line) => line !== "" && !line.startsWith("#")) ?? null;
