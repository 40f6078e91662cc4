"use server";

import { z } from "zod";
import { asPersonAction, asPublicAction } from "@/lib/access/doors/as-action";
import { dropTicket } from "@/lib/access/callers/ticket";
import type { Shown } from "@/lib/access/identity/account-stamp";
import { asksForCode } from "@/lib/access/identity/asks-for-code";
import { endSession, startSession } from "@/lib/access/identity/auth";
import type { Operation } from "@/lib/access/operation";
import * as operations from "./operations";
import { dropArrival } from "./outside/arrival";
import { beginHalfSignIn } from "./second-step/half-sign-in";
import type { EnteredView } from "./view";

export const signUpOwnerAction = entering(operations.signUp);

/** Signs in by setting the session's cookie; afterwards go to `safeReturnTo(returnTo)`, or where the code is asked for. */
export const signInAction = returning(operations.signIn);

/** The second step of a sign-in, from the page that asks for it. */
export const enterCodeAction = asPublicAction({
  ...operations.enterCode,
  run: async (visitor, input) => {
    const { userId, stamp } = await operations.enterCode.run(visitor, input);
    await dropTicket("code");
    await startSession(userId, stamp);
    return null;
  },
});

export const askToSignInAction = asPublicAction(operations.askToSignIn);

/** No code is asked for: a passkey sees its person. */
export const signInByPasskeyAction = asPublicAction({
  ...operations.passkeySignIn,
  run: async (visitor, input) => {
    const { userId, stamp } = await operations.passkeySignIn.run(visitor, input);
    await startSession(userId, stamp);
    return null;
  },
});

/** Ends this session, in the browser and on the server; afterwards go to `paths.signIn()`. */
export const signOutAction = asPublicAction({ ...operations.signOut, input: z.void(), run: leave });

export const acceptInviteAction = entering(operations.accept);

/** In by what a provider outside said; afterwards go to the team, or home without one. */
export const openAccountAction = entering({
  ...operations.openAccount,
  run: async (visitor, input) => {
    const opened = await operations.openAccount.run(visitor, input);
    await dropArrival();
    return opened;
  },
});
export const connectIdentityAction = asPersonAction({
  ...operations.connectIdentity,
  run: async (user, input) => {
    await operations.connectIdentity.run(user, input);
    await dropArrival();
    return null;
  },
});
export const removeIdentityAction = asPersonAction(operations.removeIdentity);
export const saveSignUpRuleAction = asPersonAction(operations.signUpRule);

export const joinTeamAction = asPersonAction(operations.join);

export const forgotPasswordAction = asPublicAction(operations.forgot);
export const resetPasswordAction = returning(operations.reset);

export const renameSelfAction = asPersonAction(operations.rename);
export const lookForFacesAction = asPersonAction(operations.lookForFaces);
export const showClipAction = asPersonAction(operations.showClip);
export const changePasswordAction = asPersonAction(operations.newPassword);
export const endSessionAction = asPersonAction(operations.endSession);
export const endAllSessionsAction = asPersonAction(operations.endAllSessions);

export const proveByPasswordAction = asPersonAction(operations.prove);
export const askToProveAction = asPersonAction(operations.askToProve);
export const proveByPasskeyAction = asPersonAction(operations.proveByPasskey);
export const beginPasskeyAction = asPersonAction(operations.beginPasskey);
export const addPasskeyAction = asPersonAction(operations.addPasskey);
export const renamePasskeyAction = asPersonAction(operations.renamePasskey);
export const removePasskeyAction = asPersonAction(operations.removePasskey);
export const beginAuthenticatorAction = asPersonAction(operations.beginAuthenticator);
export const confirmAuthenticatorAction = asPersonAction(operations.confirmAuthenticator);
export const removeAuthenticatorAction = asPersonAction(operations.removeAuthenticator);
export const renewRecoveryCodesAction = asPersonAction(operations.renewRecoveryCodes);

/** Somebody new, of whom the operation says who they are, is signed in in this browser and told where to go. */
function entering<S extends z.ZodType, Home>(operation: Operation<"anyone", S, { userId: string; home: Home }>) {
  return asPublicAction({
    ...operation,
    run: async (visitor, input) => {
      const { userId, home } = await operation.run(visitor, input);
      await startSession(userId);
      return home;
    },
  });
}

/** Somebody who has an account, and may have to give a code as well. */
function returning<S extends z.ZodType>(operation: Operation<"anyone", S, Shown>) {
  return asPublicAction({ ...operation, run: async (visitor, input) => admit(await operation.run(visitor, input)) });
}

/** Signs in in this browser, or half, where the account asks for a code. */
async function admit(shown: Shown): Promise<EnteredView> {
  if (await asksForCode(shown.userId)) {
    await beginHalfSignIn(shown);
    return { asksForCode: true };
  }
  await startSession(shown.userId, shown.stamp);
  return { asksForCode: false };
}

async function leave(): Promise<null> {
  await endSession();
  return null;
}
