import { describe, expect, it } from "vitest";
import en from "@/lib/i18n/messages/en/teams.json";
import zh from "@/lib/i18n/messages/zh-Hans/teams.json";
import { ROLES } from "./callers/actor";
import { mayGovern, PERMISSIONS, roleMay, type Permission } from "./permissions";

/** Written out by hand, so that a change of the table has to be meant. */
const EXPECTED: Record<Permission, string> = {
  "team.read": "viewer reviewer creator admin owner",
  "generations.read": "viewer reviewer creator admin owner",
  "generations.create": "creator admin owner",
  "generations.cancel": "creator admin owner",
  "generations.delete": "creator admin owner",
  "generations.manageAll": "admin owner",
  "generations.resolve": "creator admin owner",
  "generations.resolveAll": "owner",
  "generations.mark": "creator admin owner",
  "generations.favourite": "viewer reviewer creator admin owner",
  "review.write": "reviewer creator admin owner",
  "review.moderate": "admin owner",
  "assets.read": "viewer reviewer creator admin owner",
  "assets.upload": "creator admin owner",
  "assets.manage": "creator admin owner",
  "assets.favourite": "viewer reviewer creator admin owner",
  "drafts.write": "creator admin owner",
  "snippets.write": "creator admin owner",
  "views.write": "viewer reviewer creator admin owner",
  "views.share": "creator admin owner",
  "sequences.read": "viewer reviewer creator admin owner",
  "sequences.write": "creator admin owner",
  "shares.write": "creator admin owner",
  "shares.manageAll": "admin owner",
  "projects.read": "viewer reviewer creator admin owner",
  "projects.readAll": "admin owner",
  "projects.write": "creator admin owner",
  "projects.shareAll": "admin owner",
  "projects.delete": "admin owner",
  "webhooks.manage": "admin owner",
  "shared.manageAll": "admin owner",
  "members.read": "viewer reviewer creator admin owner",
  "members.manage": "admin owner",
  "members.reset": "owner",
  "team.manage": "owner",
  "provider.read": "admin owner",
  "provider.manage": "owner",
  "spend.read": "viewer reviewer creator admin owner",
  "spend.readAll": "admin owner",
  "spend.manage": "owner",
  "queue.read": "viewer reviewer creator admin owner",
  "queue.manage": "admin owner",
  "alarms.read": "admin owner",
  "audit.read": "admin owner",
  "unclaimed.manage": "owner",
  "hold.release": "owner",
};

describe("roles", () => {
  it.each([en, zh])("have words for everything that they may do", ({ may }) => {
    const told = Object.entries(may).flatMap(([what, words]) => Object.keys(words).map((how) => `${what}.${how}`));
    expect(told.sort()).toEqual(PERMISSIONS.toSorted());
  });

  it.each(PERMISSIONS)("%s", (permission) => {
    expect(ROLES.filter((role) => roleMay(role, permission)).join(" ")).toBe(EXPECTED[permission]);
  });

  it("are given and taken by owners, and by admins below their own", () => {
    const given = ROLES.map((role) => ROLES.filter((other) => mayGovern(role, other)).join(" "));
    expect(given).toEqual(["", "", "", "viewer reviewer creator", "viewer reviewer creator admin owner"]);
  });
});
