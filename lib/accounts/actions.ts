"use server";

import { publicAction, userAction } from "@/lib/access/doors/account-action";
import { endSession, startSession } from "@/lib/access/identity/auth";
import { checkCredentials } from "@/lib/access/identity/check-credentials";
import { answer } from "@/lib/access/doors/team-action";
import type { ActionResult } from "@/lib/shared/result";
import { acceptInvite } from "./accept-invite";
import { joinTeam } from "./join-team";
import { acceptInviteSchema, joinTeamSchema, signInSchema, signUpOwnerSchema } from "./schema";
import { signUpOwner } from "./sign-up-owner";
import type { HomeView } from "./view";

/** The first visitor of a fresh server becomes its owner, and is signed in. */
export const signUpOwnerAction = publicAction(signUpOwnerSchema, async (input, visitor) => enter(await signUpOwner(input, visitor)));

/** Signs in by setting the session's cookie; afterwards go to `safeReturnTo(returnTo)`. */
export const signInAction = publicAction(signInSchema, async ({ email, password }, { network }): Promise<null> => {
  await startSession(await checkCredentials(email, password, network));
  return null;
});

/** Ends this session, in the browser and on the server; afterwards go to `paths.signIn()`. */
export async function signOutAction(): Promise<ActionResult<null>> {
  return answer(async () => {
    await endSession();
    return null;
  });
}

/** Someone new opens an account by an invitation's link, and is signed in. */
export const acceptInviteAction = publicAction(acceptInviteSchema, async (input, visitor) => enter(await acceptInvite(input, visitor)));

/** Someone who is signed in already joins one more team by an invitation's link. */
export const joinTeamAction = userAction(joinTeamSchema, joinTeam);

async function enter({ userId, home }: { userId: string; home: HomeView }): Promise<HomeView> {
  await startSession(userId);
  return home;
}
