/** Somebody who has an account here, as whoever runs the studio sees them. */
export interface PersonView {
  id: string;
  name: string;
  email: string;
  /** By their names. */
  teams: string[];
  isOperator: boolean;
  /** The one that looks. */
  isYou: boolean;
  disabledAt: string | null;
  lastSeenAt: string | null;
  /** Browsers in which they are signed in. */
  sessions: number;
  /** After the password a code is asked for. */
  asksForCode: boolean;
  passkeys: number;
}

export interface PeoplePage {
  people: PersonView[];
  /** Where the next part begins; null: this is the last. */
  next: string | null;
}

/** What the studio runs on; null: it does not answer. */
export interface VersionsView {
  app: string;
  node: string;
  postgres: string;
  ffmpeg: { version: string; source: "machine" | "package" } | null;
  migrations: { count: number; last: string | null };
}

/** Clips that are not over, in one state. */
export interface OpenClipsView {
  status: string;
  /** What they wait for; null: their turn. */
  reason: string | null;
  count: number;
  oldestSeconds: number;
}

/** One kind of job of the queue. */
export interface JobsView {
  name: string;
  waiting: number;
  active: number;
  /** How long the oldest has been due; null: none is. */
  oldestSeconds: number | null;
  /** For good, within the last hour. */
  failed: number;
}

export interface WorkerView {
  id: string;
  version: string;
  startedAt: string;
  seenAt: string;
  isAlive: boolean;
}

export interface StudioView {
  versions: VersionsView;
  clips: OpenClipsView[];
  jobs: JobsView[];
  workers: WorkerView[];
}
