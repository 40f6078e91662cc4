import type { TaskFacts } from "../task-facts";

/** What the provider's list says of a task. It does not say the prompt. Dates are ISO strings. */
export interface TaskView extends Omit<TaskFacts, "reason"> {
  taskId: string;
  /** Our label where we know the model, else the provider's own word. */
  model: string | null;
}

/** A generation whose answer was lost, and which the task could therefore be. */
export interface FitView {
  generationId: string;
  prompt: string;
  projectName: string;
  author: string;
  sentAt: string;
}

export type UnclaimedStatus = "waiting" | "saving" | "saved" | "assigned" | "dismissed" | "gone";

/** One entry of the owner's tray. */
export interface UnclaimedView {
  id: string;
  status: UnclaimedStatus;
  reason: "window" | "restore";
  task: TaskView;
  foundAt: string;
  /** Our own copy; null until it is made, and again when it was cleared away. */
  file: { sizeBytes: number } | null;
  fits: FitView[];
  /** How it left the tray. `by` is null when it turned out by itself whose it is. */
  decided: { by: string | null; at: string; clip: { projectSlug: string; generationId: string } | null } | null;
}

export interface TrayView {
  /** What nobody has decided about, the oldest first. */
  entries: UnclaimedView[];
  /** The last ones that somebody decided about, the newest first. */
  decided: UnclaimedView[];
  /** Tasks of others in the list at the last complete look; they are counted and never touched. */
  foreign: { count: number; seenAt: string } | null;
  projects: { id: string; name: string }[];
}

/** One of the tasks that an uncertain generation could be. */
export interface CandidateView extends TaskView {
  /** Our copy of its clip, once there is one. */
  clip: string | null;
  /** Whether our copy is still to come. */
  isComing: boolean;
}

export interface CandidatesView {
  candidates: CandidateView[];
}
