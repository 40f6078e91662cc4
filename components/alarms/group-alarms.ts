import type { AlarmKind } from "@/lib/studio/alarms/kinds";
import type { AlarmView } from "@/lib/studio/alarms/view";

export interface AlarmGroup {
  kind: AlarmKind;
  /** Most urgent first, as they came. */
  alarms: [AlarmView, ...AlarmView[]];
}

/** Twenty clips with the same trouble are one thing to read: by kind, in the order of each kind's most urgent one. */
export function groupAlarms(alarms: readonly AlarmView[]): AlarmGroup[] {
  const groups = new Map<AlarmKind, AlarmGroup>();
  for (const alarm of alarms) {
    const group = groups.get(alarm.kind);
    if (group) group.alarms.push(alarm);
    else groups.set(alarm.kind, { kind: alarm.kind, alarms: [alarm] });
  }
  return [...groups.values()];
}
