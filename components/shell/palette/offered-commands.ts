import type { Actor } from "@/lib/access/callers/actor";
import { may, type Permission } from "@/lib/access/permissions";
import { OPERATIONS } from "@/lib/operations";
import { COMMANDS, type CommandId } from "./commands";

/** The commands that this person's role may carry out. @throws Error for a command that names no operation */
export function offeredCommands(actor: Actor): CommandId[] {
  return COMMANDS.filter(({ operation }) => {
    const door = OPERATIONS.find(({ name }) => name === operation);
    if (!door) throw new Error(`No operation is called ${operation}`);
    return door.permission === "anyone" || door.permission === "person" || may(actor, door.permission as Permission);
  }).map(({ id }) => id);
}
