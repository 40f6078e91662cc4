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

/** A team, also one that was deleted and can still be brought back. */
export interface TeamRowView {
  id: string;
  name: string;
  members: number;
  clips: number;
  bytes: number;
  deletedAt: string | null;
  /** Until when it can be brought back. */
  goneAt: string | null;
}

/** What a file is there for; `gone`: its thirty days in the trash go on, or what it belonged to is no more. */
export const FILE_PURPOSES = ["clips", "copies", "brought", "films", "unclaimed", "gone"] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];

export interface StorageView {
  /** null: a bucket, which has no end that we could see. */
  room: { freeBytes: number; reservedBytes: number; softBytes: number; hardBytes: number } | null;
  kinds: { purpose: FilePurpose; files: number; bytes: number }[];
  /** What one team may bring. */
  quota: { bytes: number; files: number };
}

export interface TeamsAndStorageView {
  teams: TeamRowView[];
  storage: StorageView;
}
