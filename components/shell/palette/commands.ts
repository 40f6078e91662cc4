import type { ProjectLink } from "@/components/shell/use-current-project";
import { paths } from "@/lib/shared/paths";

/** Where a command leads to, and what it works on. */
export interface CommandPlace {
  team: string;
  /** The project that is open, or was last. */
  project: string | null;
}

/** What a command does: a page to go to, or something on this page. */
export type CommandAct = "prompt" | "newProject" | "keys" | "light" | "dark" | "system" | "language";

export interface Command {
  /** Its words are `shell.palette.commands.<id>`. */
  id: string;
  /** The operation that it leads to, by its name in lib/operations.ts: whoever may not do it is not offered it. */
  operation: string;
  /** Also a key of its own, as it is labelled. */
  keys?: string;
  to?: (place: CommandPlace) => string | null;
  act?: CommandAct;
}

const inProject =
  (to: (team: string, project: string) => string) =>
  ({ team, project }: CommandPlace): string | null =>
    project === null ? null : to(team, project);

/** All that the palette offers beside the projects themselves. */
export const COMMANDS = [
  { id: "prompt", operation: "generations.submit", keys: "C", act: "prompt" },
  { id: "create", operation: "generations.list", to: inProject(paths.create) },
  { id: "sequences", operation: "sequences.list", to: inProject(paths.sequences) },
  { id: "projects", operation: "generations.list", to: ({ team }) => paths.projects(team) },
  { id: "library", operation: "library.list", to: ({ team }) => paths.library(team) },
  { id: "elements", operation: "elements.list", to: ({ team }) => paths.elements(team) },
  { id: "libraryTrash", operation: "library.restore", to: ({ team }) => paths.libraryTrash(team) },
  { id: "newProject", operation: "projects.create", act: "newProject" },
  { id: "queue", operation: "queue.get", to: ({ team }) => paths.queue(team) },
  { id: "spend", operation: "spend.get", to: ({ team }) => paths.spend(team) },
  { id: "reviews", operation: "review.decide", to: ({ team }) => paths.reviews(team) },
  { id: "activity", operation: "review.activity", to: inProject(paths.activity) },
  { id: "trash", operation: "generations.restore", to: inProject(paths.trash) },
  { id: "members", operation: "generations.list", to: ({ team }) => paths.members(team) },
  { id: "shares", operation: "shares.list", to: ({ team }) => paths.shares(team) },
  { id: "invite", operation: "teams.invite", to: ({ team }) => paths.members(team) },
  { id: "teamSettings", operation: "teams.rename", to: ({ team }) => paths.teamSettings(team) },
  { id: "provider", operation: "provider.saveKey", to: ({ team }) => paths.provider(team) },
  { id: "prices", operation: "provider.savePrices", to: ({ team }) => paths.provider(team) },
  { id: "account", operation: "accounts.rename", to: () => paths.account() },
  { id: "password", operation: "accounts.changePassword", to: () => paths.account() },
  { id: "light", operation: "accounts.signOut", act: "light" },
  { id: "dark", operation: "accounts.signOut", act: "dark" },
  { id: "system", operation: "accounts.signOut", act: "system" },
  { id: "language", operation: "accounts.signOut", act: "language" },
  { id: "keys", operation: "accounts.signOut", keys: "?", act: "keys" },
] as const satisfies readonly Command[];

export type CommandId = (typeof COMMANDS)[number]["id"];

export interface PaletteProps {
  team: string;
  projects: readonly ProjectLink[];
  offered: readonly CommandId[];
}
