/**
 * Rows for tests, straight into the database: each fills in what it is not told and makes the parents that are
 * missing. Import lib/testing/database.ts in the test too, which gives the file its own database.
 */
import type { z } from "zod";
import { createInvites } from "@/lib/teams/create-invites";
import { createInvitesSchema } from "@/lib/teams/schema";
import type { NewInviteView } from "@/lib/teams/view";
import type { Actor, Role } from "@/lib/access/callers/actor";
import { hashPassword } from "@/lib/access/identity/password";
import { isFinal } from "@/lib/generations/lifecycle";
import { db } from "@/lib/platform/db/client";
import { type FileOwner, keyOf } from "@/lib/files/keys";
import type { FileVariant } from "@/lib/platform/db/generated/enums";
import type { Asset, File, Generation, Prisma, Project, Team, User } from "@/lib/platform/db/generated/client";
import { newId } from "@/lib/shared/ids";

let count = 0;
const next = (): number => ++count;

/** A person. Give `password` (50 ms of hashing) only where the test signs in with it. */
export async function makeUser({
  password,
  ...overrides
}: Partial<Prisma.UserUncheckedCreateInput> & { password?: string } = {}): Promise<User> {
  const number = next();
  return db.user.create({
    data: {
      id: newId(),
      email: `person-${number}-${newId().slice(-6)}@example.com`,
      name: `Person ${number}`,
      passwordHash: password === undefined ? "no password" : await hashPassword(password),
      ...overrides,
    },
  });
}

export async function makeTeam(overrides: Partial<Prisma.TeamUncheckedCreateInput> = {}): Promise<Team> {
  const number = next();
  return db.team.create({ data: { id: newId(), slug: `team-${number}-${newId().slice(-6)}`, name: `Team ${number}`, ...overrides } });
}

/** A member of a team (a new one unless told), as use cases want their caller. The first owner runs the studio, as after signing up. */
export async function makeMember(role: Role = "creator", parents: { teamId?: string; userId?: string } = {}): Promise<Actor> {
  const teamId = parents.teamId ?? (await makeTeam()).id;
  const isOperator = role === "owner" && (await db.user.count({ where: { isOperator: true } })) === 0;
  const userId = parents.userId ?? (await makeUser({ isOperator })).id;
  await db.membership.create({ data: { teamId, userId, role } });
  return { userId, teamId, role, hidden: [] };
}

/** One open invitation, made by this member. */
export async function makeInvite(actor: Actor, input: z.input<typeof createInvitesSchema>): Promise<NewInviteView> {
  return (await createInvites(actor, createInvitesSchema.parse(input)))[0]!;
}

export async function makeProject(overrides: Partial<Prisma.ProjectUncheckedCreateInput> = {}): Promise<Project> {
  const number = next();
  const teamId = overrides.teamId ?? (await makeTeam()).id;
  return db.project.create({
    data: { id: newId(), slug: `project-${number}-${newId().slice(-6)}`, name: `Project ${number}`, ...overrides, teamId },
  });
}

/** A picture of 1280 × 720 that is ready, unless told otherwise. Its bytes are not in storage. */
export async function makeAsset(overrides: Partial<Prisma.AssetUncheckedCreateInput> = {}): Promise<Asset> {
  const teamId = overrides.teamId ?? (await makeTeam()).id;
  const createdById = overrides.createdById ?? (await makeUser()).id;
  return db.asset.create({
    data: {
      id: newId(),
      kind: "image",
      status: "ready",
      name: `Picture ${next()}.png`,
      mimeType: "image/png",
      sizeBytes: 120_000,
      sha256: newId().replaceAll("-", "").padEnd(64, "0"),
      width: 1280,
      height: 720,
      ...overrides,
      teamId,
      createdById,
    },
  });
}

/** A text generation that waits, unless told otherwise; team and author come from the project's team when left out. */
export async function makeGeneration(overrides: Partial<Prisma.GenerationUncheckedCreateInput> = {}): Promise<Generation> {
  const { teamId, projectId } = await placeOf(overrides);
  const createdById = overrides.createdById ?? (await makeMember("creator", { teamId })).userId;
  const status = overrides.status ?? "waiting";
  return db.generation.create({
    data: {
      id: newId(),
      requestHash: newId(),
      mode: "text",
      model: "seedance-2.0",
      prompt: `Rain on a neon street, take ${next()}`,
      resolution: "720p",
      ratio: "16:9",
      durationSeconds: 5,
      sound: true,
      watermark: false,
      returnLastFrame: false,
      estimatedTokens: 108_000,
      estimatedMicros: 1_000_000,
      pricePerMillion: 1_000_000 / 108_000,
      status,
      // The database holds to it: whatever has not ended has a time at which it is looked at again.
      nextActionAt: isFinal(status) ? null : new Date(),
      ...overrides,
      teamId,
      projectId,
      createdById,
    },
  });
}

/** A file's row, as it is when the file has come; put its bytes into storage where a test reads them. */
export async function makeFile(
  owner: FileOwner,
  variant: FileVariant,
  overrides: Partial<Prisma.FileUncheckedCreateInput> = {},
): Promise<File> {
  return db.file.create({
    data: {
      id: newId(),
      ...owner,
      variant,
      key: keyOf(owner, variant),
      mime: variant === "video" ? "video/mp4" : "image/webp",
      bytes: 1000,
      sha256: "0".repeat(64),
      isDerived: variant === "poster" || variant === "thumbnail",
      ...overrides,
    },
  });
}

async function placeOf({ teamId, projectId }: { teamId?: string; projectId?: string }): Promise<{ teamId: string; projectId: string }> {
  if (projectId === undefined) {
    const project = await makeProject(teamId === undefined ? {} : { teamId });
    return { teamId: project.teamId, projectId: project.id };
  }
  return { projectId, teamId: teamId ?? (await db.project.findUniqueOrThrow({ where: { id: projectId } })).teamId };
}
