import { GONE_MS, MOST_PAGES, MOST_PEOPLE } from "./limits";
import type { PersonHere } from "./view";

/** What one open page says of itself. */
export interface Sign {
  teamId: string;
  projectId: string;
  userId: string;
  name: string;
  page: string;
  clipId: string | null;
}

type Kept = Sign & { seenAt: number };

/** Who has which project open, as far as this process has heard. In memory alone: it is true for half a minute. */
export class Roll {
  readonly #teams = new Map<string, Map<string, Kept>>();
  readonly #onChange: (teamId: string, projectId: string) => void;

  /** @param onChange called for each project whose people, or what they look at, are others now */
  constructor(onChange: (teamId: string, projectId: string) => void) {
    this.#onChange = onChange;
  }

  /** @returns whether anybody sees a difference */
  note(sign: Sign, seenAt: number): boolean {
    const pages = this.#teams.get(sign.teamId) ?? new Map<string, Kept>();
    this.#teams.set(sign.teamId, pages);
    // Nobody speaks for another's page.
    const key = keyOf(sign);
    const before = pages.get(key);
    if (before && before.seenAt > seenAt) return false;
    pages.set(key, { ...sign, seenAt });
    if (!before) this.#makeRoom(pages, sign.userId);
    const isSame = before?.projectId === sign.projectId && before.clipId === sign.clipId && before.name === sign.name;
    if (before && before.projectId !== sign.projectId) this.#onChange(sign.teamId, before.projectId);
    if (!isSame) this.#onChange(sign.teamId, sign.projectId);
    return !isSame;
  }

  leave(teamId: string, of: Pick<Sign, "userId" | "page">): void {
    this.#remove(teamId, (page) => keyOf(page) === keyOf(of));
  }

  /** Forgets somebody in a team: they were removed, signed out, or let others see less. Who still may be here says so again. */
  forget(teamId: string, userId: string): void {
    this.#remove(teamId, (page) => page.userId === userId);
  }

  /** Forgets whoever went without a word. */
  sweep(now: number): void {
    for (const teamId of this.#teams.keys()) this.#remove(teamId, ({ seenAt }) => now - seenAt >= GONE_MS);
  }

  people(teamId: string, projectId: string): PersonHere[] {
    const people = new Map<string, PersonHere>();
    for (const page of this.#teams.get(teamId)?.values() ?? []) {
      if (page.projectId !== projectId) continue;
      const { id, name, clips } = people.get(page.userId) ?? { id: page.userId, name: page.name, clips: [] };
      people.set(id, { id, name, clips: page.clipId === null || clips.includes(page.clipId) ? clips : [...clips, page.clipId] });
    }
    return [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)).slice(0, MOST_PEOPLE);
  }

  #makeRoom(pages: Map<string, Kept>, userId: string): void {
    const own = [...pages.values()].filter((page) => page.userId === userId).sort((a, b) => b.seenAt - a.seenAt);
    for (const page of own.slice(MOST_PAGES)) pages.delete(keyOf(page));
  }

  #remove(teamId: string, isGone: (page: Kept) => boolean): void {
    const pages = this.#teams.get(teamId);
    const gone = [...(pages?.values() ?? [])].filter(isGone);
    for (const page of gone) pages?.delete(keyOf(page));
    if (pages?.size === 0) this.#teams.delete(teamId);
    for (const projectId of new Set(gone.map((page) => page.projectId))) this.#onChange(teamId, projectId);
  }
}

/** A page in a list of those of several people. */
export const keyOf = ({ userId, page }: Pick<Sign, "userId" | "page">): string => `${userId} ${page}`;
