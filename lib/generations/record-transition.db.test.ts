import { db } from "@/lib/testing/database";
import { describe, expect, it } from "vitest";
import { withTransaction } from "@/lib/platform/db/client";
import { makeGeneration } from "@/lib/testing/factories";
import { noteProgress, recordTransition } from "./record-transition";
import { touch } from "@/lib/platform/events/touch";

const move = (id: string, event: Parameters<typeof recordTransition>[2]["event"]) =>
  withTransaction((tx) => recordTransition(tx, id, { event, nextActionInMs: 60_000 }));

describe("recordTransition", () => {
  it("moves the row, appends the event and sets when to look again", async () => {
    const { id } = await makeGeneration();
    expect(await move(id, "send")).toBe("sending");
    const row = await db.generation.findUniqueOrThrow({ where: { id }, include: { events: true } });
    expect(row).toMatchObject({ status: "sending", version: 1, finishedAt: null });
    expect(row.nextActionAt!.getTime()).toBeGreaterThan(Date.now() + 50_000);
    expect(row.events).toMatchObject([{ event: "send", fromStatus: "waiting", toStatus: "sending" }]);
  });

  it("gives what is shown a new revision, and so does every note that pages are told of, and a touch", async () => {
    const { id, teamId } = await makeGeneration();
    const revision = async () => (await db.generation.findUniqueOrThrow({ where: { id } })).revision;
    await move(id, "send");
    expect(await revision()).toBe(1);
    await noteProgress(db, id, "sending", { nextActionInMs: 1000 });
    expect(await revision()).toBe(1);
    await noteProgress(db, id, "sending", { nextActionInMs: 1000, announce: true });
    expect(await revision()).toBe(2);
    await touch(db, { id, teamId });
    expect(await revision()).toBe(3);
  });

  it("does nothing for an event that means nothing here", async () => {
    const { id } = await makeGeneration({ status: "ready" });
    for (const event of ["fail", "cancel", "succeed", "send"] as const) expect(await move(id, event)).toBeNull();
    expect(await db.generationEvent.count({ where: { generationId: id } })).toBe(0);
  });

  it("lets one of many who come at the same time win, and tells the others", async () => {
    const { id } = await makeGeneration();
    const results = await Promise.all(Array.from({ length: 8 }, () => move(id, "send")));
    expect(results.filter((result) => result === "sending")).toHaveLength(1);
    expect(await db.generationEvent.count({ where: { generationId: id } })).toBe(1);
  });

  it("ends an ending: nothing is due any more", async () => {
    const { id } = await makeGeneration();
    await move(id, "cancel");
    expect(await db.generation.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: "cancelled",
      nextActionAt: null,
      finishedAt: expect.any(Date),
    });
  });

  it("cannot leave an open row without a time at which somebody looks again", async () => {
    const { id } = await makeGeneration();
    await expect(db.generation.update({ where: { id }, data: { nextActionAt: null } })).rejects.toThrow();
  });

  it("notes progress only where the state still stands", async () => {
    const { id } = await makeGeneration();
    expect(await noteProgress(db, id, "waiting", { nextActionInMs: 1000, data: { waitingFor: "turn" } })).toBe(true);
    await move(id, "send");
    expect(await noteProgress(db, id, "waiting", { nextActionInMs: 1000, data: { waitingFor: "pause" } })).toBe(false);
    expect(await db.generation.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "sending", waitingFor: null });
  });
});
