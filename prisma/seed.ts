/**
 * A demo team for looking around, made through the same use cases that people use: an owner, a creator and a viewer,
 * with two projects. Only on a database without people:
 *
 *   DATABASE_URL=… AUTH_SECRET=… node --conditions=react-server --import tsx prisma/seed.ts
 */
import type { Role } from "@/lib/access/callers/actor";
import { findActorBySlug } from "@/lib/access/callers/actor-for";
import { acceptInvite } from "@/lib/accounts/accept-invite";
import { isFreshServer } from "@/lib/accounts/queries";
import { signUpOwner } from "@/lib/accounts/sign-up-owner";
import { disconnectDb } from "@/lib/platform/db/client";
import { createProject } from "@/lib/projects/create-project";
import { newSecret } from "@/lib/shared/secrets";
import { createInvites } from "@/lib/teams/create-invites";
import { createInvitesSchema } from "@/lib/teams/schema";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function seed(): Promise<void> {
  // Settings are read once, by whatever asks first.
  const setupCode = (process.env.SETUP_CODE ||= newSecret());
  if (!(await isFreshServer())) return say("There are people here already; nothing was added.");
  // One password for the demo's people, new each time, so that no demo server has a well-known one.
  const password = newSecret().slice(0, 16);
  const visitor = { network: "seed", locale: "en" } as const;

  const owner = { name: "Olive Owner", email: "owner@example.com", password };
  const { userId, home } = await signUpOwner(visitor, { ...owner, setupCode });
  const found = await findActorBySlug(userId, home.team);
  if (!found) throw new Error("the owner is not in the team that was just made");
  const invite = async (role: Role, name: string): Promise<string> => {
    const [made] = await createInvites(found.actor, createInvitesSchema.parse({ role }));
    const { token } = made!;
    const email = `${role}@example.com`;
    await acceptInvite(visitor, { token, name, email, password });
    return email;
  };
  const others = [await invite("creator", "Cleo Creator"), await invite("viewer", "Vito Viewer")];
  await createProject(found.actor, { name: "Rain on neon" });
  say(`Made ${[owner.email, ...others].join(", ")}; each signs in with ${password}`);
}

try {
  await seed();
} finally {
  await disconnectDb();
}
