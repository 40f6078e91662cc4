import { expect, it } from "vitest";
import type { Actor, Role } from "@/lib/access/callers/actor";
import en from "@/lib/i18n/messages/en/shell.json";
import { COMMANDS } from "./commands";
import { offeredCommands } from "./offered-commands";

const offeredTo = (role: Role) => offeredCommands({ teamId: "t", userId: "u", role } as Actor);

it("offers each role what it may do, by the permission of the operation", () => {
  expect(offeredTo("owner")).toEqual(COMMANDS.map(({ id }) => id));
  expect(offeredTo("creator")).toEqual(expect.arrayContaining(["prompt", "newProject", "trash"]));
  expect(offeredTo("creator")).not.toContain("provider");
  for (const kept of ["prompt", "newProject", "trash", "invite", "prices"]) expect(offeredTo("viewer")).not.toContain(kept);
  expect(offeredTo("viewer")).toContain("queue");
});

it("has words for each command", () => expect(Object.keys(en.palette.commands)).toEqual(COMMANDS.map(({ id }) => id)));
