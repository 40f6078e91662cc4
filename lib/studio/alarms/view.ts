import type { AlarmKind, AlarmKindFacts, AlarmLevel } from "./kinds";

/** One matter that an owner should know of, at the highest level that it has reached. Dates are ISO strings. */
export interface AlarmView {
  id: string;
  kind: AlarmKind;
  level: AlarmLevel;
  /** When the cause began, which is before the alarm was raised. */
  since: string;
  /** When it will be too late; null where nothing ends. */
  endsAt: string | null;
  raisedAt: string;
  clearedAt: string | null;
  /** What the sentences need: numbers, and words of the provider. */
  values: Record<string, string | number>;
  leadsTo: AlarmKindFacts["leadsTo"];
  /** The clip it is about. */
  clip: { id: string; project: string; prompt: string } | null;
  /** Something that happened: it goes when an owner says that they have seen it. */
  endsBySeeing: boolean;
}

export interface AlarmsView {
  /** Most urgent first. */
  open: AlarmView[];
}

export interface AlarmHistoryView {
  /** What is over, last ended first. */
  ended: AlarmView[];
}
