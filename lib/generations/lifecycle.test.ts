import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENTS, isFinal, MAY_WAIT_STATUSES, nextStatus, OPEN_STATUSES, STATUSES } from "./lifecycle";

const FINAL_STATUSES = STATUSES.filter(isFinal);

describe("the lifecycle of a generation", () => {
  it("walks the main path from waiting to ready", () => {
    const path = (["send", "accept", "start", "succeed", "archive"] as const).reduce<string[]>(
      (seen, event) => [...seen, nextStatus(seen.at(-1) as never, event) ?? "nowhere"],
      ["waiting"],
    );
    expect(path).toEqual(["waiting", "sending", "queued", "running", "saving", "ready"]);
  });

  it("never leaves ready, whatever happens", () => {
    for (const event of EVENTS) expect(nextStatus("ready", event)).toBeNull();
  });

  it("reaches ready only by way of our own copy", () => {
    for (const from of STATUSES)
      for (const event of EVENTS) if (nextStatus(from, event) === "ready") expect([from, event]).toEqual(["saving", "archive"]);
  });

  it("lets a late success beat every other ending", () => {
    for (const status of FINAL_STATUSES.filter((status) => status !== "ready")) expect(nextStatus(status, "succeed")).toBe("saving");
  });

  it("never sends again while the outcome is unknown; a person's word makes a generation of its own", () => {
    expect(STATUSES.filter((status) => nextStatus(status, "send"))).toEqual(["waiting"]);
    expect(nextStatus("sending", "send")).toBeNull();
    expect(nextStatus("uncertain", "hold")).toBeNull();
  });

  it("does not lose a clip that is being saved to a failure or a cancellation", () => {
    expect(nextStatus("saving", "fail")).toBeNull();
    expect(nextStatus("saving", "cancel")).toBeNull();
  });

  it("knows what waits or may wait again", () => expect(MAY_WAIT_STATUSES).toEqual(["waiting", "sending", "uncertain"]));

  it("gives every open state a way on, and no final state one but a late fact", () => {
    for (const status of OPEN_STATUSES) expect(EVENTS.some((event) => nextStatus(status, event) !== null)).toBe(true);
    for (const status of FINAL_STATUSES) {
      const ways = EVENTS.filter((event) => nextStatus(status, event) !== null);
      expect(ways.every((event) => ["accept", "start", "succeed"].includes(event))).toBe(true);
    }
  });

  it("under any order of events, once succeeded, ends nowhere but saving, ready or expired", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }), (events) => {
        let status: (typeof STATUSES)[number] = "waiting";
        let succeeded = false;
        for (const event of events) {
          const to = nextStatus(status, event);
          if (to === null) continue;
          if (event === "succeed") succeeded = true;
          // One that is taken once more has another task, with a life of its own.
          if (event === "accept") succeeded = false;
          status = to;
          if (succeeded && isFinal(status)) expect(["ready", "expired"]).toContain(status);
        }
      }),
    );
  });
});
