import { checkCredentials } from "@/lib/access/identity/check-credentials";
import { door, operation } from "@/lib/access/operation";
import { acceptInvite } from "./accept-invite";
import { joinTeam } from "./join-team";
import { acceptInviteSchema, joinTeamSchema, signInSchema, signUpOwnerSchema } from "./schema";
import { signUpOwner } from "./sign-up-owner";

/** The first visitor of a fresh server becomes its owner. */
export const signUp = operation({ name: "accounts.signUp", permission: "anyone", input: signUpOwnerSchema, run: signUpOwner });
/** Whose e-mail and password these are. */
export const signIn = operation({
  name: "accounts.signIn",
  permission: "anyone",
  input: signInSchema,
  run: async ({ network }, { email, password }) => ({ userId: await checkCredentials(email, password, network), home: null }),
});
/** Ends the session whose cookie this browser has, if it has one. */
export const signOut = door({ name: "accounts.signOut", permission: "anyone" });
/** The sign-in of next-auth itself, with the checks of its own. */
export const nextAuth = door({ name: "accounts.nextAuth", permission: "anyone" });
/** Somebody new opens an account by an invitation's link. */
export const accept = operation({ name: "accounts.acceptInvite", permission: "anyone", input: acceptInviteSchema, run: acceptInvite });
/** Somebody who is signed in already joins one more team by an invitation's link. */
export const join = operation({ name: "accounts.joinTeam", permission: "person", input: joinTeamSchema, run: joinTeam });
