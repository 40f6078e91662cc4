import { typeByName } from "@/lib/files/types";
import { paths } from "@/lib/shared/paths";

/** Where a picture or file lies: on the web, or on this computer. */
const ADDRESS = /^(https?|file|data|blob):\S+$/i;

const withoutExtension = (name: string): string => name.replace(/\.[^.]+$/, "");

/**
 * Whether the text that came with pasted files only says what they are called or where they are from, as file managers
 * and browsers do. Any other text is what was meant, and the picture of it that came along is not.
 */
export function namesOnly(text: string, files: readonly { name: string }[]): boolean {
  const names = new Set(files.flatMap(({ name }) => [name, withoutExtension(name)]));
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .every((line) => names.has(line.split(/[/\\]/).at(-1)!) || ADDRESS.test(line) || typeByName(line) !== undefined);
}

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
