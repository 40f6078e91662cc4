"use server";

import { publicAction, userAction } from "@/lib/access/account-action";
import { acceptInvite } from "./accept-invite";
import { joinTeam } from "./join-team";
import { acceptInviteSchema, joinTeamSchema, signInSchema, signUpOwnerSchema } from "./schema";
import { signIn, signOut } from "./sign-in";
import { signUpOwner } from "./sign-up-owner";

/** The first visitor of a fresh server becomes its owner, and is signed in. */
export const signUpOwnerAction = publicAction(signUpOwnerSchema, signUpOwner);

/** Sets the session cookie; afterwards go to `safeReturnTo(returnTo)`. */
export const signInAction = publicAction(signInSchema, signIn);

/** Ends this session on the server too; afterwards go to `paths.signIn()`. */
export const signOutAction = signOut;

/** Someone new opens an account by an invitation's link, and is signed in. */
export const acceptInviteAction = publicAction(acceptInviteSchema, acceptInvite);

/** Someone who is signed in already joins one more team by an invitation's link. */
export const joinTeamAction = userAction(joinTeamSchema, joinTeam);
