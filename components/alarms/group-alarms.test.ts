import { expect, it } from "vitest";
import type { AlarmView } from "@/lib/studio/alarms/view";
import { groupAlarms } from "./group-alarms";

const alarm = (id: string, kind: AlarmView["kind"]) => ({ id, kind }) as AlarmView;

it("brings those of a kind together, where the most urgent of them stands", () => {
  const groups = groupAlarms([alarm("1", "unsaved"), alarm("2", "hold"), alarm("3", "unsaved")]);
  expect(groups.map(({ kind, alarms }) => [kind, alarms.map(({ id }) => id)])).toEqual([
    ["unsaved", ["1", "3"]],
    ["hold", ["2"]],
  ]);
});
