import { expect, it } from "vitest";
import type { QueueEntryView } from "@/lib/queue/view";
import { draw } from "@/lib/testing/draw";
import { useQueueWords } from "./queue-words";

const created = "2026-11-29T12:00:00.000Z";

/** What stands in a row so many seconds after its clip was sent. */
function lines(status: "queued" | "running", seconds: number): string {
  const progress = { waitingFor: null, usual: { medianSeconds: 15, fromSeconds: 14, toSeconds: 20 }, sent: created, nextAction: null };
  const entry = { generation: { status, created, progress }, place: null, startsInSeconds: null, failures: 0 };
  const Row = () => useQueueWords().lines(entry as unknown as QueueEntryView, Date.parse(created) + seconds * 1000, false);
  return draw(<Row />);
}

it("what waits at the provider for longer than usual is not said to run", () => {
  expect(lines("queued", 21)).toBe("Waiting longer than usual (0:14–0:20)");
  expect(lines("running", 21)).toBe("Longer than usual (0:14–0:20). Still running");
  expect(lines("queued", 16)).toBe("Any moment now, usually 0:14–0:20");
});
