import { z } from "zod";
import type { Actor } from "@/lib/access/callers/actor";
import { Prisma } from "@/lib/platform/db/generated/client";
import { ask } from "@/lib/platform/db/pool";
import { hearEverything, sayToAll, tellTeam } from "@/lib/platform/events/live-events";
import { logError } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/singleton";
import { AppError } from "@/lib/shared/errors";
import { REPEAT_MS } from "./limits";
import { keyOf, Roll, type Sign } from "./roll";
import type { SignInput } from "./schema";
import type { HereView, PersonHere } from "./view";

const SWEEP_MS = 3_000;
/** A notification holds 8,000 bytes, and a name may take some hundred. */
const SIGNS_AT_ONCE = 12;

const said = { teamId: z.uuid(), userId: z.uuid(), page: z.uuid() };
/** What web processes tell each other. Ages, because no two machines have one clock. */
const tidingsSchema = z.object({
  here: z.array(z.object({ ...said, projectId: z.uuid(), name: z.string(), clipId: z.uuid().nullable(), age: z.number() })).default([]),
  left: z.array(z.object(said)).default([]),
});
const memberSchema = z.object({ kind: z.literal("member"), teamId: z.string(), id: z.string() });

const presence = singleton("presence", () => {
  const roll = new Roll((teamId, projectId) => tellTeam(teamId, { kind: "presence", id: projectId }));
  // Signs that changed nothing, since they were told the last time.
  const due = new Map<string, Sign & { seenAt: number }>();
  const stop = hearEverything((payload) => {
    const member = memberSchema.safeParse(payload);
    if (member.success) {
      const { teamId, id } = member.data;
      // What waits to be told would bring them back.
      for (const [key, sign] of due) if (sign.teamId === teamId && sign.userId === id) due.delete(key);
      return roll.forget(teamId, id);
    }
    const tidings = tidingsSchema.safeParse(payload);
    if (!tidings.success) return;
    for (const { age, ...sign } of tidings.data.here) roll.note(sign, Date.now() - age);
    for (const { teamId, ...page } of tidings.data.left) {
      due.delete(keyOf(page));
      roll.leave(teamId, page);
    }
  });
  const timers = [
    setInterval(() => roll.sweep(Date.now()), SWEEP_MS),
    setInterval(() => {
      const signs = [...due.values()];
      due.clear();
      tellOthers(signs);
    }, REPEAT_MS),
  ];
  for (const timer of timers) timer.unref();
  return { roll, due, stop: () => (timers.forEach(clearInterval), stop()) };
});

/**
 * A page says that somebody looks at a project, or leaves it. Of the clip that is open it is only kept where that person lets others see it.
 * One statement, and none that writes: a change goes to the other web processes at once, "still here" with all others in a while.
 * @returns who is here; null for whoever leaves. @throws AppError not-found
 */
export async function sayHere({ teamId, userId }: Actor, { project, page, clip, left }: SignInput): Promise<HereView | null> {
  const { roll, due } = presence.get();
  const key = keyOf({ userId, page });
  if (left) {
    // Whatever became of the project: nobody is in it by this page any more.
    due.delete(key);
    roll.leave(teamId, { userId, page });
    tell({ left: [{ teamId, userId, page }] });
    return null;
  }
  const [found] = await ask<{ projectId: string; name: string; clipId: string | null }>(Prisma.sql`
    SELECT project.id AS "projectId", account.name, clip.id AS "clipId"
    FROM projects AS project JOIN users AS account ON account.id = ${userId}::uuid
    LEFT JOIN generations AS clip ON account.shows_clip AND clip.id = ${clip ?? null}::uuid AND clip.project_id = project.id AND clip.deleted_at IS NULL
    WHERE project.team_id = ${teamId}::uuid AND project.slug = ${project} AND project.deleted_at IS NULL`);
  if (!found) throw new AppError("not-found");
  const [sign, seenAt] = [{ ...found, teamId, userId, page }, Date.now()];
  if (roll.note(sign, seenAt)) tellOthers([{ ...sign, seenAt }]);
  else due.set(key, { ...sign, seenAt });
  return { projectId: found.projectId, people: roll.people(teamId, found.projectId) };
}

/** Who has a project open now, as far as this process knows. */
export const peopleHere = (teamId: string, projectId: string): PersonHere[] => presence.get().roll.people(teamId, projectId);

/** Ends listening and the timers, after a test. */
export const stopPresence = (): void => presence.clear()?.stop();

function tellOthers(signs: readonly (Sign & { seenAt: number })[]): void {
  const here = signs.map(({ seenAt, ...sign }) => ({ ...sign, age: Date.now() - seenAt }));
  if (here.length === 0) return;
  const parts = Array.from({ length: Math.ceil(here.length / SIGNS_AT_ONCE) }, (_, at) => ({
    here: here.slice(at * SIGNS_AT_ONCE, (at + 1) * SIGNS_AT_ONCE),
  }));
  tell(...parts);
}

// One after the other: over two connections "here" could be heard after the "left" that followed it.
let told: Promise<unknown> = Promise.resolve();

function tell(...tidings: z.input<typeof tidingsSchema>[]): void {
  told = told
    .then(() => sayToAll(tidings))
    .catch((error: unknown) => logError(error, {}, "who is here could not be told to other processes"));
}
