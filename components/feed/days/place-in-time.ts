/** A row and where it was in the window: what the page is set down by. */
export interface Anchor {
  id: string;
  /** Pixels below the top of the window. */
  top: number;
}

/** Of each list the moment, with its zone, at which the part begins that is shown; of one that is not here the top. */
const places = new Map<string, string>();
const left = new Map<string, Anchor & { name: string }>();
let shown = "";
let goneOn = "";
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());

const dropOthers = (kept: ReadonlyMap<string, unknown> & { delete: (name: string) => boolean }, name: string): void => {
  const [project] = name.split(" ", 1);
  for (const other of kept.keys()) if (other !== name && other.startsWith(`${project} `)) kept.delete(other);
};

/** A project and what is looked for in it. */
export const nameOfList = (projectId: string, find: string): string => `${projectId} ${find}`;

/** Where in a project's history somebody is. It outlives the page, so that whoever comes back finds what they left. */
export const placeInTime = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (name: string): string => places.get(name) ?? "",
  go: (name: string, at: string): void => {
    goneOn = "";
    places.set(name, at);
    tell();
  },
  /** What is in sight goes on as the part that begins there: nobody went anywhere. */
  goOn: (name: string, at: string): void => {
    goneOn = at;
    places.set(name, at);
    tell();
  },
  isGoneOn: (at: string): boolean => at === goneOn,
  /** Of the list that is shown. */
  goToTop: (): void => {
    if (places.delete(shown)) tell();
  },
  /** This one is shown; whoever looked for something else in its project begins at the top when they come back to that. */
  show: (name: string): void => {
    dropOthers(places, name);
    dropOthers(left, name);
    goneOn = "";
    shown = name;
  },
};

/** What somebody looked at when they left a list, told once. */
export const leftAt = {
  write: (name: string, anchor: Anchor | null): void => void (anchor ? left.set(name, { ...anchor, name }) : left.delete(name)),
  take: (name: string): (Anchor & { name: string }) | undefined => {
    const anchor = left.get(name);
    left.delete(name);
    return anchor;
  },
};

let seen = "";
const watchers = new Set<() => void>();

/** The day at the top of the window, as the scale at the side shows it. */
export const dayInSight = {
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
  read: (): string => seen,
  write: (day: string): void => {
    if (day === seen) return;
    seen = day;
    for (const watcher of watchers) watcher();
  },
};
