import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { AppError } from "@/lib/shared/errors";
import { paths } from "@/lib/shared/paths";
import { findActorBySlug, type TeamOfActor } from "./actor-for";
import { getCurrentUser, type CurrentUser } from "./current-user";
import { isOperator } from "./operator";

const findBySlug = cache((userId: string, teamSlug: string) => findActorBySlug(userId, teamSlug));

/** For pages: whoever is signed in, or off to sign-in, and after that to `returnTo` (a path of ours). */
export async function requireUser(returnTo?: string): Promise<CurrentUser> {
  const user = await getCurrentUser();
  if (!user) redirect(paths.signIn(returnTo));
  return user;
}

/** For pages: whoever runs the studio. To everybody else who is signed in there is no such page. */
export async function requireOperator(returnTo: string): Promise<CurrentUser> {
  const user = await requireUser(returnTo);
  if (!(await isOperator({ userId: user.id }))) notFound();
  return user;
}

export interface Member extends TeamOfActor {
  user: CurrentUser;
}

/**
 * For layouts below /t/[team]: the member who looks at it, or null. A layout does not know which page it is around, so
 * it leaves the refusal to the page, which sends people back to itself after sign-in: without a member, render the
 * children bare.
 */
export async function findMember(teamSlug: string): Promise<Member | null> {
  const user = await getCurrentUser();
  const found = user && (await findBySlug(user.id, teamSlug));
  return found ? { ...found, user } : null;
}

/**
 * For pages below /t/[team]: the member who looks at it. Anybody else goes to sign-in or gets the not-found page, the
 * same for a stranger's team as for one that never was. Asked once per request.
 */
export async function requireMember(teamSlug: string, returnTo?: string): Promise<Member> {
  const user = await requireUser(returnTo);
  const member = await findBySlug(user.id, teamSlug);
  if (!member) notFound();
  return { ...member, user };
}

/** For pages: what a read finds, or the not-found page where it says that there is no such thing. */
export const orNotFound = <T>(read: Promise<T>): Promise<T> =>
  read.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  });
