import { describe, expect, it } from "vitest";
import { ROLES } from "./callers/actor";
import { PERMISSIONS, roleMay, type Permission } from "./permissions";

/** Written out by hand, so that a change of the table has to be meant. */
const EXPECTED: Record<Permission, string> = {
  "team.read": "viewer creator owner",
  "generations.read": "viewer creator owner",
  "generations.create": "creator owner",
  "generations.cancel": "creator owner",
  "generations.delete": "creator owner",
  "generations.resolve": "creator owner",
  "generations.mark": "creator owner",
  "generations.favourite": "viewer creator owner",
  "review.write": "viewer creator owner",
  "review.dismiss": "owner",
  "assets.read": "viewer creator owner",
  "assets.upload": "creator owner",
  "assets.manage": "creator owner",
  "assets.favourite": "viewer creator owner",
  "drafts.write": "creator owner",
  "snippets.write": "creator owner",
  "views.write": "viewer creator owner",
  "views.share": "creator owner",
  "sequences.read": "viewer creator owner",
  "sequences.write": "creator owner",
  "projects.read": "viewer creator owner",
  "projects.write": "creator owner",
  "projects.delete": "owner",
  "members.read": "viewer creator owner",
  "members.manage": "owner",
  "provider.manage": "owner",
  "spend.read": "viewer creator owner",
  "spend.readAll": "owner",
  "spend.manage": "owner",
  "queue.read": "viewer creator owner",
  "alarms.read": "owner",
  "unclaimed.manage": "owner",
  "hold.release": "owner",
};

describe("roles", () => {
  it.each(PERMISSIONS)("%s", (permission) => {
    expect(ROLES.filter((role) => roleMay(role, permission)).join(" ")).toBe(EXPECTED[permission]);
  });
});
