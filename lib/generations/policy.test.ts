import { describe, expect, it } from "vitest";
import type { Actor, Role } from "@/lib/access/callers/actor";
import { STATUSES } from "./lifecycle";
import { canCancel, canDelete, canResolve, canRestore, canRetry, type GenerationFacts, goesAgain } from "./policy";
import type { CardFailureView } from "./view";

const me = (role: Role): Actor => ({ userId: "me", teamId: "team", role, hidden: [] });
const row = (facts: Partial<GenerationFacts> = {}): GenerationFacts => ({
  createdById: "me",
  status: "ready",
  apiStyle: "native",
  deletedAt: null,
  ...facts,
});
const statusesWhere = (
  rule: (actor: Actor, row: GenerationFacts) => boolean,
  facts: Partial<GenerationFacts> = {},
  role: Role = "creator",
) => STATUSES.filter((status) => rule(me(role), row({ status, ...facts })));

describe("what may be done with a generation", () => {
  it("is cancelled only while that spares its cost, and at the provider only where it can be asked", () => {
    expect(statusesWhere(canCancel)).toEqual(["waiting", "queued"]);
    expect(statusesWhere(canCancel, { apiStyle: "openai" })).toEqual(["waiting"]);
    expect(statusesWhere(canCancel, { apiStyle: null })).toEqual(["waiting"]);
  });

  it("is deleted only when it is over, and restored only when it was deleted", () => {
    expect(statusesWhere(canDelete)).toEqual(["ready", "failed", "refused", "cancelled", "expired"]);
    expect(statusesWhere(canDelete, { deletedAt: new Date() })).toEqual([]);
    expect(canRestore(me("creator"), row({ deletedAt: new Date() }))).toBe(true);
    expect(canRestore(me("creator"), row())).toBe(false);
  });

  it("is tried again only when it ended without a clip", () =>
    expect(statusesWhere(canRetry)).toEqual(["failed", "refused", "cancelled", "expired"]));

  it("is tried again with others only where that costs and repeats nothing unseen", () => {
    const failure = { code: "server", party: "provider", charged: "no", remedies: ["retry"], detail: { message: "" } } as const;
    const asked = (more: Partial<CardFailureView> = {}) => ({ ...failure, remedies: [...failure.remedies], ...more });
    expect(STATUSES.filter((status) => goesAgain({ status, failure: asked() }))).toEqual(["failed", "refused", "expired"]);
    const left: Partial<CardFailureView>[] = [{ charged: "unknown" }, { charged: "yes" }, { isRetried: true }, { remedies: ["edit"] }];
    expect(left.filter((more) => goesAgain({ status: "failed", failure: asked(more) }))).toEqual([]);
  });

  it("is decided about only when the answer was lost", () => expect(statusesWhere(canResolve)).toEqual(["uncertain"]));

  it("a creator answers for their own, an admin for everybody's but what may pay twice, an owner for all, a viewer for nothing", () => {
    expect(statusesWhere(canCancel, { createdById: "somebody" }, "admin")).not.toEqual([]);
    expect(statusesWhere(canDelete, { createdById: "somebody" }, "admin")).not.toEqual([]);
    expect(statusesWhere(canResolve, { createdById: "somebody" }, "admin")).toEqual([]);
    for (const rule of [canCancel, canDelete, canResolve]) {
      expect(statusesWhere(rule, { createdById: "somebody" })).toEqual([]);
      expect(statusesWhere(rule, { createdById: "somebody" }, "owner")).not.toEqual([]);
      expect(statusesWhere(rule, {}, "viewer")).toEqual([]);
    }
    expect(statusesWhere(canRetry, { createdById: "somebody" })).not.toEqual([]);
    expect(statusesWhere(canRetry, {}, "viewer")).toEqual([]);
  });
});
